// What a service that was refused has kept in databases goes; $KEYS matches their names.
try {
  indexedDB.databases?.().then(all => all.forEach(({name}) => $KEYS.test(name) && indexedDB.deleteDatabase(name)));
} catch {
  // a browser that keeps nothing has nothing to remove
}
