"""The whole way on one machine: a hub, two learners, a grader, PostgreSQL, and what each may see."""

from __future__ import annotations

import re
import shlex
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Error, expect, sync_playwright

from browser import ARGUMENTS, chromium
from handed_in import REPO
from hub_site import company, ended, free_port, guide, until
from module_steps import go

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from hub_site import Site

ADA, BO, MARTA, EVE = "ks-ada", "ks-bo", "ks-marta", "ks-eve"
NAME = "05-remedy"
LONG = 90_000  # milliseconds; a first start also lays out the workspace
WORDS = {ADA: "We call her today and say what went wrong.", BO: "I would ask the people of the ward first."}


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with company((ADA, BO), MARTA, EVE) as made:
        made.grade(guide("grader")[0])
        yield made


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


def sign_in(browser: Browser, site: Site, name: str) -> Page:
    """Sign in with the account's password, as everybody does; the page that comes then."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(LONG)
    page.goto(f"{site.url}/hub/login")
    page.get_by_label("Username:").fill(name)
    page.get_by_label("Password:").fill(site.people[name])
    page.get_by_role("button", name="Sign in").click()
    return page


def play(page: Page) -> None:
    """Open the module about remedy from the start page, decide once, and go to its exercise."""
    page.get_by_role("heading", name="Remedy").get_by_role("link").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Decide", exact=True).click()
    page.get_by_role("heading", name="Because you decided:").wait_for()
    assert 'id="ks-first"' in page.context.request.get(page.url).text()  # the scene before JupyterLab
    go(page, "Exercise")
    page.get_by_role("link", name="Open the exercise").click()


def hand_in(page: Page, words: str) -> None:
    """Answer one choice and the written item, and submit."""
    questions = page.get_by_role("navigation", name="Questions").get_by_role("button")
    questions.first.click()
    page.get_by_role("radio").first.check()
    expect(page.get_by_text(re.compile(r"Saved \d"))).to_be_visible()
    questions.nth(6).click()
    page.get_by_role("textbox").fill(words)
    expect(page.get_by_text(re.compile(r"Saved \d"))).to_be_visible()
    questions.last.click()
    page.get_by_role("button", name=re.compile("^Submit")).click()
    expect(page.get_by_text(re.compile("Receipt [0-9a-f]{4}"))).to_be_visible()


@pytest.fixture(scope="module")
def handed_in(site: Site, browser: Browser) -> dict[str, Page]:
    """Both learners have played and handed in; their pages stay open."""
    pages = {name: sign_in(browser, site, name) for name in (ADA, BO)}
    for name, page in pages.items():
        play(page)
        hand_in(page, WORDS[name])
    return pages


def test_a_learner_sees_the_course_and_her_answers_go_to_the_exchange(
    site: Site, handed_in: dict[str, Page]
) -> None:
    for name, page in handed_in.items():
        assert f"/user/{name}/doc/tree/exercises/{NAME}/exercise.ipynb" in page.url
        assert page.evaluate("document.body.dataset.ksCourse") == "true"
    arrived = sorted(path.name.split("+")[0] for path in (site.exchange / "inbound").iterdir())
    assert arrived == [ADA, BO]


def test_a_hub_that_goes_away_in_a_hand_in_comes_back_to_it_and_takes_it_once(
    site: Site, handed_in: dict[str, Page]
) -> None:
    page = handed_in[ADA]
    before = {path.name for path in (site.exchange / "inbound").iterdir()}
    site.hub.stop()
    expect(page.locator(".ks-notice")).to_contain_text("Leave this page open", timeout=LONG)
    page.get_by_role("button", name="Submit again").click()
    site.hub.start()
    for _ in until("her answers are in the exchange once more"):
        arrived = {path.name for path in (site.exchange / "inbound").iterdir()} - before
        if arrived:
            break
    expect(page.locator(".ks-notice")).to_have_text("", timeout=LONG)
    assert [name.split("+")[0] for name in arrived] == [ADA]
    expect(page.get_by_role("heading", name="Your answers are submitted")).to_be_visible(timeout=LONG)
    assert {path.name for path in (site.exchange / "inbound").iterdir()} == before | arrived


def test_words_written_while_the_hub_was_away_outlive_a_reload(
    site: Site, handed_in: dict[str, Page]
) -> None:
    page = handed_in[BO]
    address = page.url
    page.get_by_role("navigation", name="Questions").get_by_role("button").nth(6).click()
    site.hub.stop()
    page.get_by_role("textbox").fill("Written meanwhile.")
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.reload()
    site.hub.start()
    page.goto(address)
    words = page.locator(".jp-Cell").get_by_role("textbox")
    expect(words).to_have_value("Written meanwhile.")
    words.fill(WORDS[BO])
    expect(page.get_by_text(re.compile(r"Saved \d"))).to_be_visible()


@pytest.fixture(scope="module")
def workers(site: Site) -> Iterator[str]:
    """A Dask scheduler and two workers, started in the grader's shell; the scheduler's address."""
    address = f"tls://127.0.0.1:{free_port()}"
    settings = f". {shlex.quote(str(site.settings))}/grader/environment.sh; exec dask"
    host, port = address.rsplit(":", 1)
    scheduler = f"{settings} scheduler --host {host} --port {port} --no-dashboard"
    worker = f"{settings} worker {address} --nthreads 1 --no-dashboard --name"
    started = [site.start(MARTA, "sh", "-c", scheduler)]
    started += [site.start(MARTA, "sh", "-c", f"{worker} {number}") for number in (1, 2)]
    yield address
    for process in reversed(started):  # workers first: they would wait for a scheduler that has gone
        ended(process)


@pytest.fixture(scope="module")
def graded(site: Site, handed_in: dict[str, Page], workers: str) -> str:
    """The grader has collected, and graded on the workers; what was printed."""
    assert len(handed_in) == 2
    waiting = "import distributed, sys; distributed.Client(sys.argv[1]).wait_for_workers(2, timeout=60)"
    return site.grade(f"""
        . {site.settings}/grader/environment.sh
        python -c '{waiting}' {workers}
        {guide("grader")[1].replace("tls://127.0.0.1:8786", workers)}
    """)


def test_every_folder_of_the_course_belongs_to_all_graders(site: Site, graded: str) -> None:
    assert graded
    assert site.must("root", f"find {site.course} -type d ! -perm -2070") == ""
    assert site.must("root", f"find {site.course} -type d ! -group knowshow-graders") == ""


def query(site: Site, name: str, sql: str) -> list[str]:
    """Ask the gradebook as an account of the machine; the rows, columns apart by |."""
    done = site.must(name, f"psql -At -c {shlex.quote(sql)} knowshow")
    return done.splitlines()


def test_two_workers_grade_what_was_collected_into_postgresql(site: Site, graded: str) -> None:
    assert "2 graded" in graded, graded
    assert query(site, MARTA, "select student_id from submitted_assignment order by 1") == [ADA, BO]
    waiting = "select count(distinct notebook_id) from grade where needs_manual_grade"
    assert query(site, MARTA, waiting) == ["2"]


@pytest.fixture(scope="module")
def released(site: Site, browser: Browser, graded: str) -> str:
    """The grader has read one text in the form grader of the hub, and released feedback; her page's words."""
    assert graded
    page = sign_in(browser, site, MARTA)
    page.get_by_role("link", name="Manual Grading").click()
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="exercise").click()
    page.get_by_role("link", name="Submission #1").click()
    page.wait_for_function("() => window.formgrader?.grades?.loaded && formgrader.comments?.loaded")
    words = page.get_by_role("main").inner_text()
    field = page.locator("#answer-letter")
    with page.expect_response(lambda r: "/api/grade/" in r.url and r.request.method == "PUT"):
        field.fill("5")
        field.blur()
    page.context.close()
    for block in guide("grader")[2:]:
        site.grade(block)
    return words


def test_the_grader_reads_a_text_in_the_form_grader_inside_the_hub(site: Site, released: str) -> None:
    assert [words for words in WORDS.values() if words in released.replace("\u00a0", " ")] != []
    sql = "select count(*) from grade where manual_score = 5 and not needs_manual_grade"
    assert query(site, MARTA, sql) == ["1"]


@pytest.fixture(scope="module")
def feedback(site: Site, released: str) -> dict[str, str]:
    """What each learner fetched, with nbgrader and as her server would: all the text of her pages."""
    assert released
    texts = {}
    for name in (ADA, BO):
        done = site.run(name, f"nbgrader fetch_feedback {NAME}", environment=site.server_environment(name))
        assert done.returncode == 0, done.stderr
        pages = (site.home(name) / NAME / "feedback").glob("*/exercise.html")
        texts[name] = "".join(page.read_text("utf-8") for page in pages)
    return texts


def test_each_learner_gets_her_own_feedback_and_nobody_elses(feedback: dict[str, str]) -> None:
    assert "of 42 points" in feedback[ADA]
    assert WORDS[ADA] in feedback[ADA]
    assert WORDS[BO] not in feedback[ADA]
    assert WORDS[BO] in feedback[BO]
    assert WORDS[ADA] not in feedback[BO]


@pytest.mark.parametrize("name", [ADA, EVE])
def test_no_file_of_the_site_can_be_read_but_settings_and_what_is_released(
    site: Site, feedback: dict[str, str], name: str
) -> None:
    assert feedback
    lines = site.run(name, f"find {site.folder} -type f -readable 2> /dev/null || true").stdout.splitlines()
    open_to_all = (site.settings, site.exchange / "outbound", site.home(name))
    assert [line for line in lines if not any(map(Path(line).is_relative_to, open_to_all))] == []
    secret = ("state/", "dask.key")
    assert [
        line for line in lines if any(word in line.removeprefix(f"{site.settings}") for word in secret)
    ] == []
    assert [line for line in lines if line.endswith("exercise.ipynb")] != []


@pytest.mark.parametrize("name", [ADA, EVE])
@pytest.mark.parametrize(
    "attempt",
    [
        "ls {exchange}/inbound",
        "ls {exchange}/feedback",
        "ls {course}",
        "cat {course}/solutions/05-remedy.key.yaml",
        "cat {course}/submitted/ks-bo/05-remedy/responses.json",
        "cat {home}/ks-bo/knowshow/exercises/05-remedy/responses.json",
        "ls {home}/ks-bo",
        "cat {settings}/state/jupyterhub.sqlite",
        "psql -c 'select 1' knowshow",
        "psql -U knowshow -c 'select 1' knowshow",
        "cat /proc/{server}/environ",
        "python -c 'import distributed; distributed.Client(\"{workers}\", timeout=3)'",
    ],
)
def test_an_account_of_the_machine_gets_nothing(
    site: Site, feedback: dict[str, str], workers: str, name: str, attempt: str
) -> None:
    assert feedback
    places = {
        "home": site.folder / "home",
        "exchange": site.exchange,
        "course": site.course,
        "settings": site.settings,
        "workers": workers,
        "server": site.server(BO).pid,
    }
    done = site.run(name, attempt.format(**places))
    assert done.returncode != 0, done.stdout
    assert done.stdout == ""


def test_a_learner_cannot_hand_in_under_anothers_name(site: Site, handed_in: dict[str, Page]) -> None:
    assert handed_in
    before = len(list((site.exchange / "inbound").iterdir()))
    command = f"cd knowshow/exercises/{NAME} && knowshow submit {NAME} --learner {BO}"
    done = site.run(ADA, command, environment=site.server_environment(ADA))
    assert done.returncode != 0
    assert done.stderr.startswith(f"knowshow: --learner {BO}: you are {ADA} on this computer")
    assert len(done.stderr.splitlines()) == 1
    assert len(list((site.exchange / "inbound").iterdir())) == before


@pytest.mark.parametrize(
    "path", [f"{BO}/api/contents", f"{MARTA}/formgrader", f"{BO}/doc/tree/05-remedy.ipynb"]
)
def test_anothers_server_is_closed_to_who_is_signed_in(
    site: Site, handed_in: dict[str, Page], released: str, path: str
) -> None:
    assert released
    assert handed_in[ADA].request.get(f"{site.url}/user/{path}").status in (403, 404)


def test_an_unknown_address_in_the_hub_is_our_own_page(site: Site, handed_in: dict[str, Page]) -> None:
    page = handed_in[ADA].context.new_page()
    reply = page.goto(f"{site.url}/user/{ADA}/nowhere")
    assert reply
    assert reply.status == 404
    page.get_by_role("heading", name="There is no such page in the course").wait_for()
    page.get_by_role("link", name="To the start page").click()
    page.wait_for_url(f"**/user/{ADA}/doc/tree/00-start-here.ipynb")
    page.close()


def post(site: Site, name: str, password: str) -> tuple[int, str]:
    """Sign in without a browser; the last status, and the address at which it ended."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(f"{site.url}/hub/login", timeout=60) as page:
        (token,) = re.findall(r'name="_xsrf" value="([^"]+)"', page.read().decode())
    form = urllib.parse.urlencode({"username": name, "password": password, "_xsrf": token}).encode()
    try:
        with opener.open(f"{site.url}/hub/login?next=/hub/home", form, timeout=60) as reply:
            return reply.status, reply.url
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.url


def test_who_stands_in_a_list_signs_in_and_nobody_else(site: Site) -> None:
    assert post(site, ADA, site.people[ADA]) == (200, f"{site.url}/hub/home")
    assert post(site, ADA, "wrong")[0] == 403
    assert post(site, EVE, site.people[EVE])[0] == 403


def list_files(site: Site) -> list[str]:
    """Return the course folder's and the exchange's files, with their owners and groups."""
    script = f"find {site.course} {site.exchange.parent} -printf '%u %g %p\\n' | sort"
    return site.must("root", script).splitlines()


def test_what_was_backed_up_comes_back_as_it_was(site: Site, feedback: dict[str, str]) -> None:
    assert feedback
    grades = "select id, auto_score, manual_score from grade order by 1"
    files, points = list_files(site), query(site, MARTA, grades)
    site.must("root", site.localize(guide("backup")[0]))
    packed = site.must("root", f"tar -tPf {site.folder}/backups/files.tar.gz").splitlines()
    assert f"{site.home(ADA)}/knowshow/exercises/{NAME}/responses.json" in packed
    assert not [path for path in packed if path.startswith(f"{site.settings}/state")]
    site.must("root", f"rm -r {site.course} {site.exchange.parent}")
    site.must("postgres", "dropdb --force knowshow; createdb --owner knowshow knowshow", Path("/"))
    site.must("root", site.localize(guide("restore")[0]))
    assert sorted(set(list_files(site)) ^ set(files)) == []
    assert query(site, MARTA, grades) == points
    assert site.must("root", f"find {site.course} -perm /007 ! -type l") == ""


def test_a_second_grader_goes_on_where_the_first_left_off(site: Site, released: str) -> None:
    assert released
    site.must("root", f"usermod --append --groups knowshow-graders {EVE}")
    try:
        site.must(EVE, f"test -r {site.course}/reading.ipynb -a -w {site.course}/reading.ipynb")
    finally:
        site.must("root", f"gpasswd --delete {EVE} knowshow-graders")


def test_a_new_edition_has_a_course_of_its_own_beside_the_old(site: Site, released: str) -> None:
    assert released
    points = query(site, MARTA, "select id, auto_score from grade order by 1")
    site.must("root", site.localize(guide("edition")[0]), REPO)
    site.grade(guide("grader")[0].replace("/etc/knowshow", "/etc/knowshow-2027"))
    assert site.must(MARTA, f"ls {site.folder}/exchange-2027/know-and-show/outbound") == f"{NAME}\n"
    entered = "psql -Atc 'select name from assignment' knowshow_2027"
    assert site.must(MARTA, entered) == f"{NAME}\n"
    assert site.must("root", f"stat -c '%a %G' {site.folder}/course-2027") == "2770 knowshow-graders\n"
    assert (site.folder / "etc-2027" / "learners.txt").read_text("utf-8").split()[-2:] == [ADA, BO]
    site.grade(f". /etc/knowshow/grader/environment.sh; knowshow grade {NAME} --workers 1")
    assert query(site, MARTA, "select id, auto_score from grade order by 1") == points


def test_a_grader_deletes_one_learner_wherever_the_site_keeps_her(
    site: Site, feedback: dict[str, str]
) -> None:
    assert feedback
    command = f". {site.settings}/grader/environment.sh; knowshow person delete {ADA} --yes"
    assert site.must(MARTA, command).startswith("Deleted. ")
    assert query(site, MARTA, "select id from student") == [BO]
    assert query(site, MARTA, "select student_id from submitted_assignment") == [BO]
    copies = ("submitted", "autograded", "feedback")
    assert [path.name for name in copies for path in (site.course / name).iterdir()] == [BO] * 3
    assert [path.name.split("+")[0] for path in (site.exchange / "inbound").iterdir()] == [BO]
    (page,) = (site.exchange / "feedback").glob("*.html")
    assert WORDS[BO] in page.read_text("utf-8")
