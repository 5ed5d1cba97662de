// Applies a new decision to a page. It follows the rules that are loaded when the decision has
// changed. Needs page.js.
(here => {
  const {page, consent, rules} = here, {guard, panel, dataset: {$AGAIN_KEY: again}} = page, [services, , made, marks] = consent;
  const asks = !made || services.some(([, mark]) => mark && !marks.includes(mark));
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent('consent:' + name, {detail}));

  // Takes over what was decided since the page, or its guard, was made.
  const learn = here.learn = () => {
    page.state = page.stateOf(made, consent[5]);
    if (guard) {
      guard.adopt?.(rules);
      guard.consent = consent;
    }
  };
  here.follow = () => {
    const {allowed: before} = page.state;
    learn();
    const {state} = page, {allowed} = state, added = allowed.filter(id => !before.includes(id));
    if (before.some(id => !allowed.includes(id)) || added.some(id => !guard || !page.lost && again.split(' ').includes(id) || document.querySelector(`template[$AGAIN~="${id}"]`))) {
      // A script that already runs receives the event, but it cannot be stopped or be run in
      // another way. A template says what the site has left out of the page.
      tell('change', state);
      location.reload();
      return;
    }
    if (!asks && panel?.hasAttribute('open')) {
      // This must happen before the panel is removed: nothing behind a modal dialog can have the
      // focus.
      const root = panel.shadowRoot, focused = root.activeElement, status = root.querySelector('[role=status]');
      root.querySelector('.panel').remove();
      panel.toggleAttribute('open');
      status.textContent = status.dataset.saved;
      focused && status.focus();
    }
    added[0] && page.live();
    tell('change', state);
    added.forEach(id => tell('allow', {id}));
  };
})(document.currentScript);
