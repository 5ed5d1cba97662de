<?php
// A small content management system: what webEdition and its templates do, one of each kind.
// php -S 127.0.0.1:9000 cms.php

const EMBEDS = <<<'HTML'
<script src="https://l.ecn-ldr.de/loader/loader.js" data-client-key="x"></script>
<script>window.emos3 = { send: function (p) { document.body.dataset.sent = p; } }; emos3.send("start");</script>
<iframe width="560" height="315" src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Film" allowfullscreen></iframe>
<a class="twitter-timeline" href="https://twitter.com/dkfz">Tweets by dkfz</a>
<script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>
<img src="https://pixel.econda-monitor.de/count.gif?page=start" width="1" height="1" alt="">
HTML;

function page(string $title, string $body, string $charset = 'utf-8'): void
{
    header("Content-Type: text/html; charset=$charset");
    echo "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"$charset\">\n<title>$title</title>\n",
        "<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n<body>\n$body\n</body>\n</html>\n";
}

function form(): string
{
    return '<form method="post" action="/login"><input name="user"><button>Log in</button></form>'
        . '<form method="post" action="/upload" enctype="multipart/form-data"><input type="file" name="file">'
        . '<button>Send</button></form>';
}

switch (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) {
    case '/':
        session_start();
        setcookie('WESESSION', 'w1', ['path' => '/', 'httponly' => true]);
        setcookie('emos_jcsid', 's1', ['path' => '/']);
        setcookie('emos_jcvid', 'v1', ['path' => '/', 'expires' => time() + 63072000]);
        page('Start', '<h1>Start</h1>' . "\n" . EMBEDS . "\n" . form());
        break;
    case '/login':
        session_start();
        session_regenerate_id(true);
        $_SESSION['user'] = $_POST['user'] ?? '';
        header('Location: ' . ($_GET['back'] ?? '/members'), true, 303);
        break;
    case '/members':
        session_start();
        if (empty($_SESSION['user'])) {
            http_response_code(403);
            page('Members', 'Please log in' . form());
        } else {
            page('Members', '<p id="user">' . htmlspecialchars($_SESSION['user']) . '</p>');
        }
        break;
    case '/upload':
        $file = $_FILES['file'];
        page('Upload', $file['name'] . ' ' . $file['size'] . ' ' . hash_file('sha256', $file['tmp_name']));
        break;
    case '/old':
        header('Location: http://' . $_SERVER['HTTP_HOST'] . '/members', true, 301);
        break;
    case '/internal':
        header('Location: http://127.0.0.1:' . $_SERVER['SERVER_PORT'] . '/members?a=1', true, 302);
        break;
    case '/latin':
        page('Umlaute', "<p>Stra\xDFe, \xE4\xF6\xFC</p>\n" . EMBEDS, 'ISO-8859-1');
        break;
    case '/gzip':
        ob_start();
        page('Small', EMBEDS);
        $compressed = gzencode(ob_get_clean());
        header('Content-Encoding: gzip');
        header('Content-Length: ' . strlen($compressed));
        echo $compressed;
        break;
    case '/big':
        page('Big', str_repeat("<p>A paragraph of a long page with a <a href=\"/x\">link</a>.</p>\n", 60000) . EMBEDS);
        break;
    case '/style.css':
        header('Content-Type: text/css');
        echo "@font-face { font-family: Site; src: url(https://fonts.gstatic.com/s/site.woff2) }\n",
            "@import url(https://fonts.googleapis.com/css?family=Site);\nbody { font-family: Site }\n";
        break;
    case '/events':
        header('Content-Type: text/event-stream');
        header('Cache-Control: no-cache');
        while (ob_get_level() > 0) {
            ob_end_flush();
        }
        for ($i = 1; $i <= 2; $i++) {
            echo "data: $i\n\n";
            flush();
            // the second comes when a visitor has seen the first
            for ($n = 0; $i === 1 && $n < 500 && !file_exists($_GET['seen']); $n++) {
                usleep(20000);
                clearstatcache();
            }
        }
        break;
    case '/server':
        header('Content-Type: application/json');
        echo json_encode(array_filter($_SERVER, fn ($name) => str_starts_with($name, 'HTTP_'), ARRAY_FILTER_USE_KEY));
        break;
    default:
        http_response_code(404);
        page('Not found', '<h1>Not found</h1>' . EMBEDS);
}
