"""Opens the HTML reports of .build/reports in headless Chromium and uses them as a person would: filters, keys, buttons, narrow windows,
no scripts. usage: check-page.py CHROMIUM. Needs websocket-client, and axe-core-python for the rules of accessibility, both from PyPI."""
import importlib.util
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import base64

import websocket

ROOT = pathlib.Path(__file__).resolve().parent.parent
PICTURES = ROOT / ".build" / "page"


class Browser:
    """Chromium, spoken to through its own protocol."""

    def __init__(self, program, folder):
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--remote-allow-origins=*",
                   "--disable-dev-shm-usage", "--remote-debugging-port=0", f"--user-data-dir={folder}", "about:blank"]
        self.process = subprocess.Popen([program] + options, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.socket = websocket.create_connection(self.address(pathlib.Path(folder) / "DevToolsActivePort"), timeout=60)
        self.numbers = itertools.count(1)
        self.events = []

    def address(self, file):
        for _ in range(300):
            if file.exists() and len(lines := file.read_text().split("\n")) >= 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            assert self.process.poll() is None, "Chromium did not start"
            time.sleep(0.1)
        raise AssertionError("Chromium does not answer")

    def call(self, method, session=None, **parameters):
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        self.socket.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while True:
            answer = json.loads(self.socket.recv())
            if answer.get("id") == number:
                assert "error" not in answer, (method, answer)
                return answer["result"]
            self.events.append(answer)

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait(timeout=20)


class Page:
    """One report in a tab."""

    def __init__(self, browser, name, scripts=True):
        self.browser, self.name = browser, name
        self.address = (ROOT / ".build" / "reports" / f"{name}.html").as_uri()
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setFocusEmulationEnabled", enabled=True)
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.size(1200, 900)
        self.call("Page.navigate", url=self.address)
        self.wait()

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def wait(self):
        for _ in range(600):
            if any(e.get("method") == "Page.loadEventFired" and e.get("sessionId") == self.session for e in self.browser.events):
                return
            self.browser.call("Browser.getVersion")
            time.sleep(0.05)
        raise AssertionError(f"{self.name} does not load")

    def run(self, script):
        """The value of `script`, which may be a promise."""
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in result, (script[:200], result["exceptionDetails"])
        return result["result"].get("value")

    def size(self, width, height=900):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def scheme(self, name):
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def key(self, name, shift=False):
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        text = {"Enter": "\r", "Tab": ""}.get(name, name)
        parameters = {"key": name, "windowsVirtualKeyCode": codes.get(name, ord(name[0].upper())), "modifiers": 8 if shift else 0}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", **parameters, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **parameters)

    def picture(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=False)["data"]
        (PICTURES / f"{name}.png").write_bytes(base64.b64decode(data))

    def expect_quiet(self):
        """Nothing was complained of, asked, or fetched."""
        for event in self.browser.events:
            if event.get("sessionId") != self.session:
                continue
            method, parameters = event["method"], event["params"]
            assert method not in ("Runtime.exceptionThrown", "Page.javascriptDialogOpening"), (self.name, event)
            assert method != "Runtime.consoleAPICalled", (self.name, event)
            assert method != "Log.entryAdded" or parameters["entry"]["level"] not in ("error", "warning"), (self.name, event)
            if method == "Network.requestWillBeSent":
                assert parameters["request"]["url"] == self.address, (self.name, parameters["request"]["url"])


SHOWN = "Array.from(document.querySelectorAll('.finding')).filter(f => f.getClientRects().length > 0).length"
ALL = "document.querySelectorAll('.finding').length"


def set_filter(page, name, value):
    page.run(f"""(() => {{ const field = document.getElementById('filters').elements[{json.dumps(name)}];
        field.value = {json.dumps(value)};
        field.dispatchEvent(new Event('input', {{bubbles: true}})); field.dispatchEvent(new Event('change', {{bubbles: true}})); }})()""")


def check_filters(page):
    everything = page.run(ALL)
    assert page.run(SHOWN) == everything
    data = page.run("Array.from(document.querySelectorAll('.finding'), f => Object.assign({}, f.dataset))")
    for name, matches in {
        "rule": lambda finding, value: finding["rule"] == value,
        "confidence": lambda finding, value: finding["confidence"] == value,
        "path": lambda finding, value: value.lower() in finding["path"].lower(),
        "commit": lambda finding, value: finding["commit"].startswith(value),
    }.items():
        if not page.run(f"!!document.getElementById('filters').elements.{name}"):
            continue
        values = {finding[name] for finding in data if finding[name]}
        if name == "path":
            values = {value[:6].upper() for value in values}
        if name == "commit":
            values = {value[:7] for value in values}
        for value in sorted(values)[:5]:
            expected = sum(matches(finding, value) for finding in data)
            assert expected > 0
            set_filter(page, name, value)
            assert page.run(SHOWN) == expected, (page.name, name, value, page.run(SHOWN), expected)
            assert page.run("document.getElementById('count').textContent").startswith(f"{expected} of {everything}")
        set_filter(page, name, "")
    set_filter(page, "path", "there is no such path")
    assert page.run(SHOWN) == 0
    page.run("document.querySelector('#filters button[type=reset]').click()")
    time.sleep(0.1)
    assert page.run(SHOWN) == everything


def check_quick(page, seconds):
    """A filter that hides everything, and taking it back, each with the layout that follows."""
    for value in ("there is no such path", ""):
        start = time.monotonic()
        set_filter(page, "path", value)
        page.run("document.documentElement.scrollHeight")
        taken = time.monotonic() - start
        assert taken < seconds, (page.name, value, f"{taken:.1f} s")


def check_keys(page):
    """Everything that can be used is reached with the Tab key, and the focus is seen."""
    page.run("document.querySelectorAll('details').forEach(d => d.open = true); document.activeElement.blur(); window.scrollTo(0, 0)")
    wanted = page.run("""(() => { let n = 0; for (const e of document.querySelectorAll(
        'a[href], button, input, select, summary')) { if (e.getClientRects().length) { e.dataset.wanted = n; n += 1; } } return n; })()""")
    reached = set()
    for _ in range(wanted + 5):
        page.key("Tab")
        number, outline = page.run("""[document.activeElement.dataset.wanted,
            getComputedStyle(document.activeElement).outlineStyle]""")
        if number is not None:
            reached.add(number)
            assert outline != "none", number
    assert len(reached) == wanted, (len(reached), wanted)
    page.run("document.activeElement.blur()")
    for _ in range(wanted):
        page.key("k")
    first = page.run("document.activeElement.dataset.id + document.activeElement.dataset.path")
    page.key("j")
    second = page.run("document.activeElement.dataset.id + document.activeElement.dataset.path")
    page.key("k")
    assert first != second and page.run("document.activeElement.dataset.id + document.activeElement.dataset.path") == first
    page.key("d")
    assert page.run("document.activeElement.querySelector('.done').checked")
    page.key("d")
    assert not page.run("document.activeElement.querySelector('.done').checked")
    page.key("/")
    assert page.run("document.activeElement.name") == "path"
    page.run("document.activeElement.blur()")


def check_copying(page):
    page.browser.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    for number in range(page.run(ALL)):
        finding = f"document.querySelectorAll('.finding')[{number}]"
        page.run(f"{finding}.querySelector('[data-copy=steps]').focus()")
        page.key("Enter")
        time.sleep(0.2)
        text = page.run("navigator.clipboard.readText()")
        steps = page.run(f"Array.from({finding}.querySelectorAll('.steps li'), s => s.textContent)")
        assert steps and all(f"{index}. {step}" in text for index, step in enumerate(steps, 1)), (text, steps)
        assert text.split("\n")[0] == page.run(f"{finding}.querySelector('h2').textContent"), text
        assert steps[0].startswith(("Revoke ", "Nothing to revoke")), steps
        page.run(f"{finding}.querySelector('[data-copy=exception]').click()")
        time.sleep(0.2)
        text = page.run("navigator.clipboard.readText()")
        assert text.startswith(page.run(f"{finding}.dataset.id") + "  # "), text


def check_widths(page):
    for width in (1200, 700, 400, 320):
        page.size(width)
        time.sleep(0.1)
        assert page.run("document.documentElement.scrollWidth <= window.innerWidth"), (page.name, width)
    page.size(1200)


def check_accessibility(page, axe):
    page.run(axe)
    for scheme in ("light", "dark"):
        page.scheme(scheme)
        time.sleep(0.1)
        problems = page.run("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => [v.id, v.help, "
                            "v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + n.failureSummary)]))")
        assert problems == [], (page.name, scheme, json.dumps(problems, indent=1))


def check_cells(page):
    cells = page.run("Array.from(document.querySelectorAll('.cell'), c => c.innerText)")
    assert any("Out [12]:" in cell and "cell 7" in cell and "api_key" in cell for cell in cells), cells


def check_hostile(page):
    assert page.run("document.scripts.length") == 1
    assert page.run("document.querySelectorAll('img, iframe, object, embed, link, base').length") == 0
    assert page.run("Array.from(document.links, l => l.protocol).every(p => ['https:', 'http:', 'file:'].includes(p))")
    assert page.run("document.querySelectorAll('[onerror], [onclick], [onload], [style]').length") == 0


def main():
    specification = importlib.util.find_spec("axe_core_python")
    axe = (pathlib.Path(specification.submodule_search_locations[0]) / "axe.min.js").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(sys.argv[1], folder)
        try:
            check(browser, axe)
        finally:
            browser.close()


def check(browser, axe):
    ordinary = Page(browser, "ordinary")
    check_filters(ordinary)
    check_keys(ordinary)
    check_copying(ordinary)
    check_cells(ordinary)
    for name in ("ordinary", "hostile", "clean"):
        page = Page(browser, name)
        check_widths(page)
        for scheme, width in (("light", 1200), ("dark", 1200), ("light", 400), ("dark", 400)):
            page.scheme(scheme)
            page.size(width)
            page.picture(f"{name}-{scheme}-{width}")
        page.size(1200)
        if name == "hostile":
            check_filters(page)
            check_hostile(page)
        page.expect_quiet()
        check_accessibility(page, axe)
    huge = Page(browser, "huge")
    assert huge.run(ALL) == 5000
    check_quick(huge, seconds=5)
    check_filters(huge)
    huge.expect_quiet()
    ordinary.expect_quiet()
    plain = Page(browser, "ordinary", scripts=False)
    plain.call("Emulation.setScriptExecutionDisabled", value=False)
    assert plain.run(SHOWN) == plain.run(ALL) > 0 and plain.run("document.getElementById('filters').hidden")
    print(f"the pages load nothing, complain of nothing and can be used; pictures are in {PICTURES.relative_to(ROOT)}")


main()
