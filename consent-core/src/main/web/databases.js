// The same for databases; browsers that do not name them throw.
indexedDB.databases().then(all => all.forEach(({name}) => $KEYS.test(name) && indexedDB.deleteDatabase(name)));
