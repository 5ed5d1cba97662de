// What a service that was refused has kept in the storages goes; $KEYS matches its names.
(keys => {
  try {
    for (const store of [localStorage, sessionStorage]) {
      for (const key in store) {
        keys.test(key) && store.removeItem(key);
      }
    }
  } catch {
    // a browser that keeps nothing has nothing to remove
  }
})($KEYS);
