package org.applicantrelay.console;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody in front of the console, in the machine's Chromium. */
final class Browser implements AutoCloseable {

    /** Debian's packages chromium and chromium-driver. */
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final ChromeDriver chrome;
    private final String console;

    Browser(int port) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                // Chromium does not run as root otherwise, as in most containers.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                // Nothing but the page is asked for.
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--window-size=1500,1150");
        chrome = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .build(),
                options);
        console = "http://localhost:" + port + "/observe/hawtio";
    }

    /** Whether the machine has one. */
    static boolean isThere() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    /** Asks for a page inside, is led to the log-in, and through it to that page; Camel's would draw all routes first. */
    void logIn(String name, String password) {
        chrome.get(console + "/jmx");
        see(By.name("username")).sendKeys(name);
        see(By.name("password")).sendKeys(password, Keys.ENTER);
        see(text("a", "JMX"));
    }

    void logOut() {
        click(By.xpath("//header//button[contains(@class, 'menu-toggle')][.//img[@alt='user']]"));
        click(By.xpath("//*[@role='menuitem'][contains(., 'Log out')]"));
        see(By.name("username"));
    }

    /** Chooses a route and waits for its diagram to show {@code expected}, a regular expression, in one of its boxes. */
    void seeDiagram(String route, String expected) {
        click(text("a", "Camel"));
        choose(route);
        waitFor(page -> page.findElements(By.cssSelector(".react-flow__node")).stream()
                .map(box -> box.getDomProperty("textContent"))
                .anyMatch(text -> text.matches(expected)));
    }

    /** Calls an operation by its form. @return what it answers */
    String call(String bean, String operation, String... arguments) {
        click(text("a", "JMX"));
        choose(bean);
        // Anew: an earlier answer would be taken for this one.
        click(text("a", "Attributes"));
        click(text("a", "Operations"));
        String row = "//li[.//b[starts-with(., '" + operation + "(')]]";
        click(By.xpath(row + "//button[@aria-label='Details']"));
        List<WebElement> fields = waitFor(page -> {
            List<WebElement> found = page.findElements(By.xpath(row + "//form//input"));
            return found.size() == arguments.length ? found : null;
        });
        for (int i = 0; i < arguments.length; i++) {
            fields.get(i).sendKeys(arguments[i]);
        }
        click(By.xpath(row + "//button[contains(., 'Execute')]"));
        WebElement answer = waitFor(
                page -> page.findElement(By.xpath(row + "//section[starts-with(@id, 'operation-result-')]//pre")));
        // Several boxes in each other scroll.
        chrome.executeScript(
                "for (let box = arguments[0]; box; box = box.parentElement) box.scrollTop = box.scrollHeight;", answer);
        return answer.getDomProperty("textContent");
    }

    private void choose(String name) {
        WebElement search = see(By.cssSelector("input[type=search]"));
        search.sendKeys(Keys.chord(Keys.CONTROL, "a"), name);
        click(By.xpath("//*[contains(@class, 'tree-view')]//*[text()='" + name + "']"));
    }

    /** Keeps what is seen now as {@code target/screenshots/<name>.png}. */
    void screenshot(String name) throws IOException {
        File shot = chrome.getScreenshotAs(OutputType.FILE);
        Files.createDirectories(SCREENSHOTS);
        Files.move(shot.toPath(), SCREENSHOTS.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static By text(String tag, String text) {
        return By.xpath("//" + tag + "[normalize-space()='" + text + "']");
    }

    private WebElement see(By what) {
        return waitFor(page -> page.findElements(what).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    private void click(By what) {
        waitFor(page -> {
            see(what).click();
            return true;
        });
    }

    private <T> T waitFor(Function<WebDriver, T> condition) {
        return new WebDriverWait(chrome, PATIENCE, Duration.ofMillis(100))
                .ignoring(StaleElementReferenceException.class)
                .ignoring(NoSuchElementException.class)
                .ignoring(ElementNotInteractableException.class)
                .until(condition);
    }

    @Override
    public void close() {
        chrome.quit();
    }
}
