// What a frame keeps besides cookies: names alone, never a value.
async () => {
  const MOST = 1000;
  const keys = store => {
    const all = [];
    for (let i = 0; i < store.length && i < MOST; i++) {
      all.push(store.key(i));
    }
    return all;
  };
  const result = {origin: location.origin, host: location.hostname, local: [], session: [],
    databases: [], caches: [], workers: []};
  const late = new Promise(resolve => setTimeout(resolve, 2000));
  const read = async () => {
    try { result.local = keys(localStorage); } catch (e) { /* not allowed here */ }
    try { result.session = keys(sessionStorage); } catch (e) { /* not allowed here */ }
    try { result.databases = (await indexedDB.databases()).map(each => each.name).slice(0, MOST); } catch (e) { /* not allowed here */ }
    try { result.caches = (await caches.keys()).slice(0, MOST); } catch (e) { /* not allowed here */ }
    try {
      result.workers = (await navigator.serviceWorker.getRegistrations()).map(each => ({
        script: new URL((each.active || each.waiting || each.installing).scriptURL).pathname,
        scope: new URL(each.scope).pathname,
      }));
    } catch (e) { /* not allowed here */ }
  };
  await Promise.race([read(), late]);
  return result;
}
