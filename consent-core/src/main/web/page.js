// Makes banner and notices smoother, keeps tabs in step, and is the script API, which consent.d.ts describes.
// Banner and notices work without it. Behind guard.js, which knows the decision; shared.js comes when something is to be shown,
// rules.js with changed.js when the decision has changed, swap.js where the site swaps its documents or renders them anew.
(() => {
  // whatever the base of the page is by now
  const here = document.currentScript, base = new URL(here.getAttribute('src'), location).href.replace(/\/assets\/[^]*/, '');
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

  // in a page that is the same for everybody the guard has found out
  const [, , made, , , allowed] = guard?.consent || [, , 'consentMade' in here.dataset, , , here.dataset.consentAllowed.split(' ')];
  const stateOf = here.stateOf = (made, allowed) => ({made: !!made, allowed: [...here.dataset.consentAlways.split(' '), ...allowed].filter(Boolean)});
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
    script.dataset.consentOnce = once;
    // what renders the page anew may have thrown it out
    script.page = here;
    script.src = trust().createScriptURL(new URL(here.dataset['consent' + name] ?? name, base));
    script.onload = () => done(script);
    script.onerror = fail;
    document.head.append(script);
  });
  let more;
  const fetchMore = () => more ||= fetchScript('More');
  // what is allowed comes to life
  const live = here.live = () => fetchMore().then(() => here.revive());

  // a decision that was made here, in another tab, or while the page was put aside
  const decision = () => `${document.cookie.match(/$PATTERN=v1[^;]*/g) ?? ''}`;
  let last, following;
  const follow = here.follow = () => {
    if (decision() != last) {
      last = decision();
      following = fetchScript('Rules').then(script => script.follow());
    }
    return following;
  };
  // a page that is new is up to date, and to ask for cookies holds it up
  setTimeout(() => last = decision());
  const tabs = new BroadcastChannel('consent');
  tabs.onmessage = follow;
  self.cookieStore?.addEventListener('change', follow);
  const swap = here.swap = () => swap.loaded ||= fetchScript('Swap');
  addEventListener('pageshow', ({persisted}) => {
    persisted && follow();
    (self.Turbo || self.htmx || self.Livewire || document.querySelector('[name^=astro-view]')) && swap();
  });

  const post = async body => {
    const answer = await fetch(base, {method: 'POST', body: new URLSearchParams(body), headers: {Accept: 'application/json'}});
    // what is not read keeps the connection busy
    const text = await answer.text();
    if (!answer.ok) {
      throw Error(text);
    }
    tabs.postMessage(0);
    await follow();
    // a browser that keeps no cookies
    decision() || await fetchScript(base + '/kept.js');
  };
  const choose = choice => (...ids) => post([['choice', choice], ...ids.map(id => ['grant', id])]);

  const smooth = within => {
    const form = within?.querySelector('form');
    if (form) {
      form.onsubmit = ({submitter}) => {
        if (!form.ariaBusy) {
          // seen before anything else is done
          form.ariaBusy = true;
          setTimeout(() => post(new FormData(form, submitter)).catch(() => {
            // what does not work here is left to the browser
            form.onsubmit = null;
            form.requestSubmit(submitter);
          }).then(() => form.ariaBusy = null));
        }
        return false;
      };
    }
  };
  const panel = here.panel = document.querySelector('page-panel[data-consent-ui]'), root = panel && rootOf(panel);
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

  // the answer in what stands in for a frame
  const answer = ({dataset, contentDocument}) => dataset?.consentService && smooth(contentDocument);
  document.querySelectorAll('iframe').forEach(answer);
  document.addEventListener('load', ({target}) => answer(target), true);

  // the dialog itself gets the focus, for none of the answers is suggested
  const wait = here.wait = () => {
    const dialog = root.querySelector('dialog');
    dialog?.close();
    dialog?.showModal();
    dialog?.focus();
  };
  if (panel) {
    panel.hasAttribute('open') && wait();
    // thrown out with the page, or by what renders it anew
    new MutationObserver(() => panel.isConnected || swap()).observe(document, {childList: true, subtree: true});
  }

  // in a page that is the same for everybody, it is added what this visitor allows
  if (guard?.consent) {
    allowed[0] && live();
  } else if (panel?.hidden || document.readyState == 'complete') {
    // it was swapped in, behind another guard or none
    swap();
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
      return here.state;
    },
    allows: id => here.state.allowed.includes(id),
    show,
    grant: choose('grant'),
    withdraw: choose('withdraw'),
    once
  });
})();
