// What stands in for a frame keeps the focus, and the page stays when it can; without it both answers work too.
document.querySelector('.answers a')?.addEventListener('click', () => {
  // a link in the frame would lose it to the page when another site comes in
  parent.focus();
  frameElement?.focus();
});
let failed;
document.querySelector('form').addEventListener('submit', event => {
  const {target, submitter} = event;
  if (parent.consent && !failed) {
    event.preventDefault();
    parent.consent.grant(target.elements.grant.value).catch(() => {
      failed = true;
      setTimeout(() => target.requestSubmit(submitter));
    });
  }
});
