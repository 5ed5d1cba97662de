// Keeps a category's switch in step with those of its services, and with other tabs. The page works
// without it.

// A site that swaps its documents has inserted only the body.
document.documentElement.dataset.$PAGE_KEY == 'settings' || location.reload();

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

// Shows what was decided since, in another tab or while the page was in the browser's memory.
const decision = $DECISION;
const shown = decision();
let leaves;
const follow = () => leaves || decision() == shown || location.reload();
addEventListener('pageshow', follow);
self.cookieStore?.addEventListener('change', follow);
// The next page shows what is saved here. Pages that htmx keeps to go back to are older than that.
addEventListener('submit', ({target}) => {
  leaves = true;
  try {
    [localStorage, sessionStorage].forEach(storage => storage.removeItem('htmx-history-cache'));
    // Browsers that store no cookies have thrown an error. For others the server need not check.
    target.elements.lang.remove();
  } catch {
    // Nothing is stored.
  }
});
if (self.BroadcastChannel) {
  const tabs = new BroadcastChannel('consent');
  tabs.onmessage = follow;
  // The choice has been stored by now.
  addEventListener('pagehide', () => tabs.postMessage(0));
}
