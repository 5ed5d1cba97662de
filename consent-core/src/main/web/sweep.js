// What a service that was refused has kept in the storages goes; $KEYS matches its names. A browser that keeps nothing has
// nothing to remove, and throws.
for (const store of [localStorage, sessionStorage]) {
  for (const key in store) {
    $KEYS.test(key) && store.removeItem(key);
  }
}
