// Keeps a category's switch and those of its services in step, and other tabs; the page works without it.

// a site that swaps its documents has brought in no more than the body
document.documentElement.dataset.consentPage == 'settings' || location.reload();

document.querySelectorAll('.category').forEach(category => {
  const [whole, ...single] = category.querySelectorAll('input[name=grant]');
  if (!single.length) {
    return;
  }
  const sync = () => {
    const on = single.filter(box => box.checked).length;
    whole.checked = on == single.length;
    whole.indeterminate = on > 0 && !whole.checked;
  };
  const spread = () => single.forEach(box => {
    box.checked = whole.checked;
  });
  if (whole.checked) {
    spread();
  }
  category.classList.add('live');
  category.addEventListener('change', event => event.target == whole ? spread() : sync());
  addEventListener('pageshow', sync);
  sync();
});

// shows what was decided since, in another tab or while the page was put aside
const decision = () => `${document.cookie.match(/$PATTERN=v1[^;]*/g) ?? ''}`;
const shown = decision();
let leaves;
const follow = () => leaves || decision() == shown || location.reload();
addEventListener('pageshow', follow);
self.cookieStore?.addEventListener('change', follow);
// what is saved here is shown where it leads to, and pages that htmx keeps to go back to are of before
addEventListener('submit', ({target}) => {
  leaves = true;
  try {
    [localStorage, sessionStorage].forEach(storage => storage.removeItem('htmx-history-cache'));
    // browsers that keep no cookies have thrown; for others the server need not find out
    target.elements.lang.remove();
  } catch {
    // nothing is kept
  }
});
if (self.BroadcastChannel) {
  const tabs = new BroadcastChannel('consent');
  tabs.onmessage = follow;
  // what was saved is kept by now
  addEventListener('pagehide', () => tabs.postMessage(0));
}
