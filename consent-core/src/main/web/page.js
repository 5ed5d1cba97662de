// Makes banner and notices smoother, keeps tabs in step, and provides the script API, which
// consent.d.ts describes. Banner and notices work without it. It follows guard.js, which knows the
// decision. It loads shared.js when content is to be shown, rules.js with changed.js when the
// decision has changed, and swap.js if the site swaps its documents or renders them again.
(() => {
  // This is the address of the script itself, because the base of the page may have changed.
  const here = document.currentScript, base = new URL(here.getAttribute('src'), location).href.replace(/\/assets\/[^]*/, '');
  const [guard, first] = ['guard', 'page'].map(name => document.querySelector(`script[$UI][src*="/${name}"]`));
  // The site has swapped its document for one that contains this script, too.
  if (first?.swap) {
    first.swap();
    return;
  }
  here.guard = guard;
  // Sites that swap their documents do not remove it from there.
  document.head.append(here);

  // This is for browsers without declarative shadow roots.
  const rootOf = host => {
    const template = host.querySelector('template');
    if (!host.shadowRoot && template) {
      host.attachShadow({mode: 'open'}).append(template.content);
    }
    return host.shadowRoot;
  };

  // In a page that everybody shares, the guard has read the decision.
  const [, , made, , , allowed] = guard?.consent || [, , '$MADE_KEY' in here.dataset, , , here.dataset.$ALLOWED_KEY.split(' ')];
  const stateOf = here.stateOf = (made, allowed) => ({made: !!made, allowed: [...here.dataset.$ALWAYS_KEY.split(' '), ...allowed].filter(Boolean)});
  here.state = stateOf(made, allowed);

  const same = text => text;
  let trusted = {createScript: same, createScriptURL: same, createHTML: same}, mayTrust = self.trustedTypes;
  const trust = here.trust = () => {
    if (mayTrust) {
      trusted = mayTrust.createPolicy('consent4j', trusted);
      mayTrust = 0;
    }
    return trusted;
  };
  const fetchScript = here.fetch = (name, once = '') => new Promise((done, fail) => {
    const script = document.createElement('script');
    script.nonce = here.nonce;
    script.dataset.$ONCE_KEY = once;
    // A framework that renders the page again may have removed the script.
    script.page = here;
    script.src = trust().createScriptURL(new URL(here.dataset['$PREFIX_KEY' + name] ?? name, base));
    script.onload = () => done(script);
    script.onerror = fail;
    document.head.append(script);
  });
  let more;
  const fetchMore = () => more ||= fetchScript('$MORE_KEY_END');
  // Shows everything that is allowed.
  const live = here.live = () => fetchMore().then(() => here.revive());

  // Follows a decision that was made here, in another tab, or while the page was in the browser's
  // memory.
  const decision = $DECISION;
  let last, following;
  const follow = here.follow = () => {
    if (decision() != last) {
      last = decision();
      following = fetchScript('$RULES_KEY_END').then(script => script.follow());
    }
    return following;
  };
  // A new page is up to date, and reading the cookies would delay it.
  setTimeout(() => last = decision());
  const tabs = new BroadcastChannel('consent');
  tabs.onmessage = follow;
  self.cookieStore?.addEventListener('change', follow);
  const swap = here.swap = () => swap.loaded ||= fetchScript('$SWAP_KEY_END');
  addEventListener('pageshow', ({persisted}) => {
    persisted && follow();
    (self.Turbo || self.htmx || self.Livewire || document.querySelector('[name^=astro-view]')) && swap();
  });

  const post = async body => {
    const answer = await fetch(base, {method: 'POST', body: new URLSearchParams(body), headers: {Accept: 'application/json'}});
    // An answer that is not read would keep the connection busy.
    const text = await answer.text();
    if (!answer.ok) {
      throw Error(text);
    }
    tabs.postMessage(0);
    await follow();
    // The browser stores no cookies.
    decision() || await fetchScript(base + '/kept.js');
  };
  const choose = choice => (...ids) => post([['choice', choice], ...ids.map(id => ['grant', id])]);

  const smooth = within => {
    const form = within?.querySelector('form');
    if (form) {
      form.onsubmit = ({submitter}) => {
        if (!form.ariaBusy) {
          // The page shows this before anything else is done.
          form.ariaBusy = true;
          setTimeout(() => post(new FormData(form, submitter)).catch(() => {
            // The browser sends the form itself if sending it here fails.
            form.onsubmit = null;
            form.requestSubmit(submitter);
          }).then(() => form.ariaBusy = null));
        }
        return false;
      };
    }
  };
  const panel = here.panel = document.querySelector('page-panel[$UI]'), root = panel && rootOf(panel);
  smooth(root);

  here.notes = customElements.get('page-note')?.notes || [];
  const once = element => fetchMore().then(() => here.once(element));
  const prepare = here.note = note => {
    const inside = rootOf(note), button = inside?.getElementById('once');
    smooth(inside);
    if (button) {
      button.hidden = false;
      button.onclick = () => once(note.nextElementSibling);
    }
  };
  [...document.querySelectorAll('page-note[$UI]'), ...here.notes].forEach(prepare);

  // Handles the answers in the placeholder of a frame.
  const answer = ({dataset, contentDocument}) => dataset?.$SERVICE_KEY && smooth(contentDocument);
  document.querySelectorAll('iframe').forEach(answer);
  document.addEventListener('load', ({target}) => answer(target), true);

  // The dialog itself gets the focus, so that none of the answers is suggested.
  const wait = here.wait = () => {
    const dialog = root.querySelector('dialog');
    dialog?.close();
    dialog?.showModal();
    dialog?.focus();
  };
  if (panel) {
    panel.hasAttribute('open') && wait();
    // The panel was removed with the page, or by a framework that renders the page again.
    new MutationObserver(() => panel.isConnected || swap()).observe(document, {childList: true, subtree: true});
  }

  // In a page that everybody shares, this adds the content that this visitor allows.
  if (guard?.consent) {
    allowed[0] && live();
  } else if (panel?.hidden || document.readyState == 'complete') {
    // The script was swapped in, behind another guard or none.
    swap();
  }

  const show = () => location.assign(base + '?' + new URLSearchParams({return: location.pathname + location.search, lang: document.documentElement.lang}));
  document.addEventListener('click', event => {
    if (event.target.closest?.('[$OPEN]') && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      show();
    }
  });

  self.consent = Object.freeze({
    get state() {
      return here.state;
    },
    allows: id => here.state.allowed.includes(id),
    show,
    grant: choose('grant'),
    withdraw: choose('withdraw'),
    once
  });
})();
