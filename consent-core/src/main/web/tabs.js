// In pages of visitors who allowed everything, into which nothing else of the library is put: loads them
// anew when that does not hold any more, or when what was held back before has been swapped in.
(({dataset: {$CHOICES_KEY: made}}) => {
  const follow = ({type, persisted}) => {
    const stale = !document.cookie.split(/$PATTERN=$VERSION\./)[1]?.includes(made) || type[8] && document.querySelector('[$SERVICE]');
    // (only names of swaps are as long as that) what is stale although it was loaded anew would be so for ever (1 is a reload)
    if (stale && (persisted != 0 || performance.navigation.type != 1)) {
      location.reload();
    }
  };
  self.cookieStore?.addEventListener('change', follow);
  new BroadcastChannel('consent').onmessage = follow;
  for (const name of ['pageshow', $SWAPS]) {
    addEventListener(name, follow, true);
  }
})(document.currentScript);
