// Removes what refused services have stored in the storages; $KEYS matches its names. A browser
// that stores nothing has nothing to remove, and throws an error.
for (const store of [localStorage, sessionStorage]) {
  for (const key in store) {
    $KEYS.test(key) && store.removeItem(key);
  }
}
