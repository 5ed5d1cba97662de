// Makes banner and notices smoother, keeps tabs in step, and is the script API, which consent.d.ts describes.
// Banner and notices work without it. Behind guard.js, which knows the decision; shared.js comes when something is to be shown,
// swap.js where the site swaps its documents.
(() => {
  // whatever the base of the page is by now
  const here = document.currentScript, base = new URL(here.getAttribute('src'), location).href.replace(/\/assets\/[^]*/, '');
  const {consentAlways, consentAllowed, consentAgain, consentMore, consentRules, consentSwap} = here.dataset;
  const always = consentAlways.split(' '), again = consentAgain.split(' ');
  const [guard, first] = ['guard', 'page'].map(name => document.querySelector(`script[data-consent-ui][src*="/${name}"]`));
  // the site has swapped its document for one that has this script, too
  if (first?.swap) {
    first.swap();
    return;
  }
  here.guard = guard;
  // from where no such site removes it
  document.head.append(here);

  // browsers that do not read declarative shadow roots
  const rootOf = host => {
    const template = host.querySelector('template');
    if (!host.shadowRoot && template) {
      host.attachShadow({mode: 'open'}).append(template.content);
    }
    return host.shadowRoot;
  };

  const read = ([services, open, made]) => ({
    made: !!made,
    allowed: [...new Set([...always, ...services.flatMap(([id, , category]) => [id, category])])].filter(id => {
      const found = services.flatMap(([own, , category], i) => id && (own == id || category == id) ? [open[i]] : []);
      return always.includes(id) || !!found[0] && found.every(Boolean);
    })
  });
  // in a page that is the same for everybody the guard has found out
  let state = guard?.consent ? read(guard.consent)
    : {made: 'consentMade' in here.dataset, allowed: [...always, ...consentAllowed.split(' ')].filter(Boolean)};
  const allows = id => state.allowed.includes(id);

  const same = text => text;
  let trusted = {createScript: same, createScriptURL: same, createHTML: same}, mayTrust = self.trustedTypes;
  const trust = here.trust = () => {
    if (mayTrust) {
      trusted = mayTrust.createPolicy('consent4j', trusted);
      mayTrust = 0;
    }
    return trusted;
  };
  const fetchScript = here.fetch = (address, once = '') => new Promise((done, fail) => {
    const script = document.createElement('script');
    script.nonce = here.nonce;
    script.dataset.consentOnce = once;
    // what renders the page anew may have thrown both out
    script.guard = guard;
    script.page = here;
    script.src = trust().createScriptURL(new URL(address, base));
    script.onload = () => done(script);
    script.onerror = fail;
    document.head.append(script);
  });
  let more;
  const fetchMore = () => more ||= fetchScript(consentMore);
  // what is allowed comes to life
  const live = here.live = () => fetchMore().then(() => here.revive());
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent('consent:' + name, {detail}));

  const panel = document.querySelector('page-panel[data-consent-ui]'), root = panel && rootOf(panel);
  const decision = () => `${document.cookie.match(/$PATTERN=v1[^;]*/g) ?? ''}`;
  // a page that is the same for everybody and has not got its own guard asks whoever comes, and brings nothing to life by itself
  const lost = panel?.hidden && self == top && !guard?.consent;
  if (lost) {
    panel.hidden = false;
    panel.setAttribute('open', '');
  }
  // what was said since the page, or its guard, was made
  let asks;
  const learn = here.learn = async () => {
    const {consent, rules} = await fetchScript(consentRules), [services, , made, marks] = consent;
    state = read(consent);
    asks = !made || services.some(([, mark]) => mark && !marks.includes(mark));
    if (guard) {
      guard.adopt?.(rules);
      guard.consent = consent;
    }
  };
  // follows a decision that was made here, in another tab, or while the page was put aside
  let last, following;
  const follow = here.follow = () => {
    if (decision() != last) {
      last = decision();
      following = catchUp();
    }
    return following;
  };
  const catchUp = async () => {
    const {allowed: before} = state;
    await learn();
    const {allowed} = state, added = allowed.filter(id => !before.includes(id));
    if (before.some(id => !allowed.includes(id)) || added.some(id => !guard || !lost && again.includes(id))) {
      // what runs already hears of it, but cannot be taken back, or not be run in another way
      tell('change', state);
      location.reload();
      return;
    }
    if (!asks && panel?.hasAttribute('open')) {
      // before the panel goes, as what is in front of a modal dialog cannot have the focus
      const focused = root.activeElement, status = root.querySelector('[role=status]');
      root.querySelector('.panel').remove();
      panel.toggleAttribute('open');
      status.textContent = status.dataset.saved;
      focused && status.focus();
    }
    added[0] && live();
    tell('change', state);
    added.forEach(id => tell('allow', {id}));
  };

  const tabs = self.BroadcastChannel && new BroadcastChannel('consent');
  if (tabs) {
    tabs.onmessage = follow;
  }
  self.cookieStore?.addEventListener('change', ({changed, deleted}) =>
    [...changed, ...deleted].some(({name}) => name == '$NAME') && follow());
  const swap = here.swap = () => swap.loaded ||= fetchScript(consentSwap);
  addEventListener('pageshow', ({persisted}) => {
    // a page that is new is up to date, and to ask for cookies holds it up
    persisted ? follow() : last ??= decision();
    (self.Turbo || self.htmx || self.Livewire || document.querySelector('[name^=astro-view]')) && swap();
  });

  const post = async body => {
    const answer = await fetch(base, {method: 'POST', body: new URLSearchParams(body), headers: {Accept: 'application/json'}});
    // what is not read keeps the connection busy
    const text = await answer.text();
    if (!answer.ok) {
      throw Error(text);
    }
    tabs?.postMessage(0);
    await follow();
    // a browser that keeps no cookies
    decision() || await fetchScript(base + '/kept.js');
  };
  const choose = choice => (...ids) => post([['choice', choice], ...ids.map(id => ['grant', id])]);

  let busy, failed;
  const submit = async event => {
    const {target, submitter} = event;
    // what does not work here is left to the browser
    if (failed) {
      return;
    }
    event.preventDefault();
    if (busy) {
      return;
    }
    // seen before anything else is done
    target.ariaBusy = busy = true;
    await new Promise(seen => setTimeout(seen));
    try {
      await post(new FormData(target, submitter));
    } catch {
      failed = true;
      // not before the event is over
      setTimeout(() => target.requestSubmit(submitter));
    }
    target.ariaBusy = busy = false;
  };
  const smooth = within => within?.querySelector('form')?.addEventListener('submit', submit);
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
  [...document.querySelectorAll('page-note[data-consent-ui]'), ...here.notes].forEach(prepare);

  // in a page that is the same for everybody, it is added what this visitor allows
  if (guard?.consent) {
    guard.consent[0].some(([id], i) => id && guard.consent[1][i]) && live();
  } else if (document.readyState == 'complete') {
    // it was swapped in, behind another guard or none
    last = decision();
    swap();
  }

  // the dialog itself gets the focus, for none of the answers is suggested
  const wait = here.wait = () => {
    const dialog = root.querySelector('dialog');
    dialog?.close();
    dialog?.showModal();
    dialog?.focus();
  };
  if (panel) {
    const subtree = panel.hasAttribute('open');
    subtree && wait();
    here.panel = panel;
    new MutationObserver(() => {
      if (!panel.isConnected) {
        // what renders the page anew does not know the panel, what swaps it brings another one
        if (panel.hasAttribute('open') && document.body && !document.querySelector('page-panel')) {
          document.body.prepend(panel);
          wait();
        } else {
          swap();
        }
      }
    }).observe(subtree ? document : document.documentElement, {childList: true, subtree});
  }

  const show = () => location.assign(base + '?' + new URLSearchParams({return: location.pathname + location.search, lang: document.documentElement.lang}));
  document.addEventListener('click', event => {
    if (event.target.closest?.('[data-consent-open]') && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      show();
    }
  });

  self.consent = Object.freeze({
    get state() {
      return state;
    },
    allows,
    show,
    grant: choose('grant'),
    withdraw: choose('withdraw'),
    once
  });
})();
