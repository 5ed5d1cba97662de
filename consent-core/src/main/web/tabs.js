// In pages of visitors who allowed everything, into which nothing else of the library is put: loads them
// anew when that does not hold any more, or when what was held back before has been swapped in.
(({dataset: {consentChoices: made}}) => {
  const follow = ({type, persisted}) => {
    const stale = !document.cookie.split('$NAME=v1.')[1]?.includes(made) || /:/.test(type) && document.querySelector('[data-consent-service]');
    // what is stale although it was loaded anew would be so for ever ('reload' is the last of such words)
    if (stale && (persisted != 0 || performance.getEntriesByType('navigation')[0].type < 'r')) {
      location.reload();
    }
  };
  self.cookieStore?.addEventListener('change', follow);
  new BroadcastChannel('consent').onmessage = follow;
  for (const name of 'pageshow turbo:render htmx:afterSwap htmx:after:swap astro:after-swap livewire:navigated'.split(' ')) {
    addEventListener(name, follow, true);
  }
})(document.currentScript);
