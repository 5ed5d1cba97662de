const decision = (/cc_cookie=(\w+)/.exec(document.cookie) || [])[1];
const contact = host => { new Image().src = 'https://' + host + '/p.gif?secret=value'; };

// Before consent, whatever the visitor says later.
document.cookie = '_fbp=fb.1.1; max-age=7776000; secure; samesite=lax';
localStorage.setItem('_hjUserAttributes', 'secret');
sessionStorage.setItem('hjViewportId', 'secret');
indexedDB.open('visitors', 1);
caches.open('pages-v1');
navigator.serviceWorker.register('/worker.js');
navigator.sendBeacon('https://beacon.example/b', 'secret');
new WebSocket('wss://socket.example/live');
const request = new XMLHttpRequest();
request.open('POST', 'https://fetched.example/collect?secret=value');
request.send('secret');

const decide = choice => {
  document.cookie = 'cc_cookie=' + choice + '; max-age=86400; secure; samesite=lax';
  location.reload();
};
const banner = document.getElementById('cookie-banner');
banner.hidden = Boolean(decision);
document.getElementById('yes').onclick = () => decide('accepted');
document.getElementById('no').onclick = () => decide(decision === 'accepted' ? 'withdrawn' : 'rejected');
document.getElementById('again').onclick = () => { banner.hidden = false; return false; };

if (decision === 'rejected') {
  contact('afterreject.example');
  document.cookie = '_gid=GA1.1.2; max-age=86400; secure; samesite=lax';
}
if (decision === 'accepted') {
  // Stays when consent is withdrawn.
  document.cookie = '_pk_id.1.abcd=1; max-age=7776000; secure; samesite=lax';
  localStorage.setItem('recommendations', 'secret');
  contact('allowed.example');
}
if (decision === 'withdrawn') {
  contact('withdrawn.example');
}
