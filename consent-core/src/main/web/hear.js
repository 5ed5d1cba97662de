// Behind the guard of a visitor who has decided: hears when that may have changed, wherever and however. Beside follow.js.
(hear => {
  self.cookieStore?.addEventListener('change', hear);
  new BroadcastChannel('consent').onmessage = hear;
  addEventListener('pageshow', hear);
})(event => event.persisted == 0 || $IMPORT('./follow.js'));
