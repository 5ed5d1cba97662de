// Does the same as sweep.js for databases. Browsers that cannot list them throw an error.
indexedDB.databases().then(all => all.forEach(({name}) => $KEYS.test(name) && indexedDB.deleteDatabase(name)));
