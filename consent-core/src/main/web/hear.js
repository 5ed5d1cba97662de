// Behind the guard of a visitor who has decided: hears when that changes, wherever and however. Beside follow.js.
(({dataset: {consentChoices: made}}) => {
  const hear = ({persisted}) => persisted == 0 || !made || document.cookie.includes(made) || $IMPORT('./follow.js');
  self.cookieStore?.addEventListener('change', hear);
  new BroadcastChannel('consent').onmessage = hear;
  addEventListener('pageshow', hear);
})(document.currentScript);
