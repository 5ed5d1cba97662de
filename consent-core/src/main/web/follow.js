// Comes when the decision has changed for which a page with a guard was made: loads the page anew when
// something is withdrawn, or the visitor has just granted something here, else when the site swaps its
// document; unless page.js follows.
(() => {
  const made = document.querySelector('script[$CHOICES]')?.dataset.$CHOICES_KEY ?? '';
  const choices = text => text.split(/(?=[+~.])/);
  const lacks = (sign, some, others) => choices(some).some(choice => choice[0] == sign && !choices(others).includes(choice));
  const follow = swapped => {
    const cookie = document.cookie.split(/$PATTERN=$VERSION\./)[1] ?? '';
    if (!self.consent?.withdraw && (!made || !cookie.includes(made)
        && (swapped || navigator.userActivation?.isActive || lacks('+', made, cookie) || lacks('~', cookie, made)))) {
      location.reload();
    }
  };
  follow();
  self.cookieStore?.addEventListener('change', () => follow());
  new BroadcastChannel('consent').onmessage = () => follow();
  for (const name of [$SWAPS]) {
    addEventListener(name, follow, true);
  }
})();
