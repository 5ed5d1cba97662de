// Behind the guard of a visitor who has decided: hears when that changes, wherever and however.
(({dataset: {consentChoices: made, consentFollow: address}}) => {
  const hear = ({persisted}) => persisted == 0 || !made || document.cookie.split('$NAME=v1.')[1]?.includes(made) || $IMPORT(address);
  self.cookieStore?.addEventListener('change', hear);
  new BroadcastChannel('consent').onmessage = hear;
  addEventListener('pageshow', hear);
})(document.currentScript);
