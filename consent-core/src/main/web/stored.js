// Where the site wants to know what scripts store: one page in ten tells it, once, the names, and never a value.
// A cookie that the guard holds back is told, too.
(script => {
  if (Math.random() < .1) {
    const found = {}, kinds = ['cookie', 'local-storage', 'session-storage'];
    const note = (kind, name) => {
      const names = found[kinds[kind]] ??= [];
      if (name && name.length < 200 && names.length < 30 && !names.includes(name)) {
        names.push(name);
      }
    };

    // what is deleted is not stored
    const {prototype} = Document, cookie = Object.getOwnPropertyDescriptor(prototype, 'cookie');
    Object.defineProperty(prototype, 'cookie', {...cookie, set(text) {
      /max-age\s*=\s*[-0]|expires\s*=[^;]*\b19[67]\d/i.test(text) || note(0, /^[^=;]*/.exec(text)[0].trim());
      cookie.set.call(this, text);
    }});
    const store = self.CookieStore?.prototype, set = store?.set;
    if (set) {
      store.set = function (...given) {
        note(0, '' + (given[0]?.name ?? given[0]));
        return set.apply(this, given);
      };
    }

    let told;
    const tell = ({type}) => {
      if (told || type[0] == 'v' && !document.hidden) {
        return;
      }
      told = 1;
      [, 'localStorage', 'sessionStorage'].forEach((name, kind) => {
        try {
          Object.keys(self[name]).forEach(key => note(kind, key));
        } catch {
          // a browser that stores nothing
        }
      });
      if (kinds.some(kind => found[kind]?.[0])) {
        const body = JSON.stringify([{type: 'stored-names', body: found}]);
        navigator.sendBeacon(new URL('../../reports', script.src), new Blob([body], {type: 'application/reports+json'}));
      }
    };
    // the last moments that are sure to come
    addEventListener('visibilitychange', tell, true);
    addEventListener('pagehide', tell);
  }
})(document.currentScript);
