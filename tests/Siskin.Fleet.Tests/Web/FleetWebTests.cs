using System.IO.Pipelines;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Commands;
using Siskin.Agent.Configuration;
using Siskin.Fleet.Devices;
using Siskin.Fleet.History;
using Siskin.Fleet.Web;

namespace Siskin.Fleet.Tests.Web;

public sealed class FleetWebTests : IAsyncLifetime, IDisposable
{
    private const string Token = "0123456789abcdef0123";

    private readonly DeviceBook _book = Messages.Book(TimeProvider.System);
    private readonly HistoryWriter _history = new(null, 1 << 30, TimeProvider.System, NullLogger.Instance);
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("siskin-fleet-");
    private WebApplication? _open;
    private WebApplication? _closed;

    public async Task InitializeAsync()
    {
        _open = await StartAsync(null);
        _closed = await StartAsync(new AccessToken(Token));
    }

    public async Task DisposeAsync()
    {
        await _open!.DisposeAsync();
        await _closed!.DisposeAsync();
    }

    public void Dispose()
    {
        _client.Dispose();
        _history.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/", "text/html", "<title>Siskin fleet</title>")]
    [InlineData("/app.js", "text/javascript", "EventSource")]
    [InlineData("/app.css", "text/css", "prefers-color-scheme")]
    [InlineData("/metrics", "text/plain", "siskin_fleet_devices 1")]
    [InlineData("/api/fleet", "application/json", "\"name\":\"a\"")]
    [InlineData("/api/device?device=a", "application/json", "\"late_wills\":0")]
    [InlineData("/api/history?device=a&hours=1", "application/json", "--data")]
    public async Task What_the_page_needs_is_there(string path, string type, string part)
    {
        _book.Take(Messages.Status("a", "online", 1));

        using var answer = await _client.GetAsync(AddressOf(_open!, path));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(part, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "default-src 'self'",
            answer.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("/api/fleet?query=site%3D", 400)]
    [InlineData("/api/query?query=site%3D", 400)]
    [InlineData("/api/query?query=site%3Dnorth", 204)]
    [InlineData("/api/device?device=nobody", 404)]
    [InlineData("/api/history?device=a&hours=x", 400)]
    [InlineData("/api/history?device=a&hours=1e9", 400)]
    [InlineData("/nothing", 404)]
    public async Task What_is_wrong_is_refused(string path, int status)
    {
        using var answer = await _client.GetAsync(AddressOf(_open!, path));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Changes_come_by_themselves()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var stream = await _client.GetStreamAsync(AddressOf(_open!, "/api/live?device=b"), stop.Token);
        using var reader = new StreamReader(stream);
        Assert.Equal("event: clock", await reader.ReadLineAsync(stop.Token));
        Assert.Equal(
            0,
            (await NextAsync(reader, "fleet", stop.Token)).GetProperty("summary").GetProperty("devices").GetInt32()
        );

        _book.Take(Messages.Status("b", "online", 5));

        Assert.Equal(
            "b",
            (await NextAsync(reader, "fleet", stop.Token)).GetProperty("changed")[0].GetProperty("name").GetString()
        );
        Assert.Equal(5, (await NextAsync(reader, "device", stop.Token)).GetProperty("session").GetInt64());
    }

    [Theory]
    [InlineData("/metrics", 401)]
    [InlineData("/api/fleet", 401)]
    [InlineData("/api/live", 401)]
    [InlineData("/", 302)]
    [InlineData("/login", 200)]
    [InlineData("/healthz", 200)]
    public async Task Without_the_token_only_the_login_is_open(string path, int status)
    {
        using var answer = await _client.GetAsync(AddressOf(_closed!, path));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("Bearer " + Token, 200)]
    [InlineData("bearer " + Token, 200)]
    [InlineData("Bearer " + Token + "0", 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Basic " + Token, 401)]
    public async Task A_token_in_the_header_opens(string header, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(_closed!, "/metrics"));
        request.Headers.TryAddWithoutValidation("Authorization", header);

        using var answer = await _client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_login_gives_a_cookie_that_opens_and_does_not_hold_the_token()
    {
        using var login = await LogInAsync(Token);
        Assert.Equal(HttpStatusCode.Redirect, login.StatusCode);
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);

        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(_closed!, "/api/fleet"));
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var answer = await _client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        using var forged = new HttpRequestMessage(HttpMethod.Get, AddressOf(_closed!, "/api/fleet"));
        forged.Headers.Add("Cookie", $"{AccessGate.CookieName}={new string('0', 64)}");
        using var refused = await _client.SendAsync(forged);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Guessing_is_slowed_down()
    {
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await LogInAsync("wrong" + i);
            Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        }

        using var answer = await LogInAsync("wrong");

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
    }

    [Theory]
    [InlineData("evil.example", 403)]
    [InlineData("localhost", 200)]
    [InlineData("[::1]", 200)]
    public async Task A_page_elsewhere_whose_name_points_here_gets_nothing(string host, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(_open!, "/api/fleet"));
        request.Headers.Host = host;

        using var answer = await _client.SendAsync(request);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("frame?topic=camera%2F%2B", 400)]
    [InlineData("frame?topic=camera%2Fa", 502)] // there is no broker
    [InlineData("try?device=nobody", 404)]
    [InlineData("wrong?device=a&value=1", 415)]
    public async Task What_the_set_up_of_a_watch_cannot_do_is_said(string path, int status)
    {
        using var answer = await PostAsync(path, "no frame"u8.ToArray());

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Four_at_once_may_set_up_a_watch_and_a_fifth_is_told_to_wait()
    {
        var bodies = Enumerable.Range(0, 4).Select(_ => new Pipe()).ToArray();
        var sent = bodies.Select(body => PostAsync("wrong?device=a&value=1", body.Reader.AsStream())).ToArray();
        foreach (var body in bodies)
            await body.Writer.WriteAsync(new byte[32 << 10]); // enough to leave the client; the end does not come yet

        var fifth = HttpStatusCode.OK;
        for (var i = 0; i < 500 && fifth != HttpStatusCode.TooManyRequests; i++)
        {
            using var answer = await PostAsync("try?device=nobody", []);
            fifth = answer.StatusCode;
            if (fifth != HttpStatusCode.TooManyRequests)
                await Task.Delay(20); // the four have been sent, and are on their way
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, fifth);
        foreach (var body in bodies)
            await body.Writer.CompleteAsync();
        foreach (var answer in await Task.WhenAll(sent))
        {
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
            answer.Dispose();
        }
    }

    [Fact]
    public async Task A_page_elsewhere_cannot_post()
    {
        using var content = new ByteArrayContent([0x89, 0x50, 0x4E, 0x47]);
        using var answer = await _client.PostAsync(AddressOf(_open!, "/api/setup/wrong?device=a&value=1"), content);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task A_wrong_reading_is_kept_as_the_evaluation_reads_it()
    {
        byte[] frame = [0x89, 0x50, 0x4E, 0x47, 1, 2, 3];
        for (var i = 0; i < 2; i++)
        {
            using var answer = await PostAsync($"wrong?device=a%2F..%2Fb&value=4641.{i}", [.. frame, (byte)i]);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var labels = await File.ReadAllLinesAsync(Path.Combine(_folder.FullName, "labels.tsv"));
        Assert.Equal("file\tlabel", labels[0]);
        Assert.Equal(["4641.0", "4641.1"], labels[1..].Select(line => line.Split('\t')[1]));
        Assert.All(
            labels[1..],
            line => Assert.Equal(frame, File.ReadAllBytes(Path.Combine(_folder.FullName, line.Split('\t')[0]))[..^1])
        );
        using var refused = await PostAsync("wrong?device=a&value=1%092", frame);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(string path, byte[] body) => PostAsync(path, new MemoryStream(body));

    private async Task<HttpResponseMessage> PostAsync(string path, Stream body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(_open!, "/api/setup/" + path));
        request.Headers.Add("X-Siskin", "1");
        request.Content = new StreamContent(body);
        return await _client.SendAsync(request);
    }

    private async Task<WebApplication> StartAsync(AccessToken? token)
    {
        var sources = new FleetSources(_book, new FleetLimits(), _history, () => null, TimeProvider.System);
        var broker = BrokerArguments.Section(new Uri("mqtt://127.0.0.1:1"), MqttVersion.V5); // nobody is there
        var setup = new SetupApi(
            new FrameRequests(broker, "siskin", TimeProvider.System),
            new WrongReadings(_folder.FullName, TimeProvider.System),
            _book
        );
        var web = new FleetWeb(sources, new AccessGate(token, TimeProvider.System), setup).Build(
            new IPEndPoint(IPAddress.Loopback, 0)
        );
        await web.StartAsync();
        return web;
    }

    private async Task<HttpResponseMessage> LogInAsync(string token)
    {
        using var form = new FormUrlEncodedContent([new("token", token)]);
        return await _client.PostAsync(AddressOf(_closed!, "/login"), form);
    }

    private static Uri AddressOf(WebApplication web, string path) => new(web.Urls.First() + path);

    private static async Task<JsonElement> NextAsync(StreamReader reader, string kind, CancellationToken stop)
    {
        while (await reader.ReadLineAsync(stop) is { } line)
        {
            if (line != "event: " + kind)
                continue;
            var data = await reader.ReadLineAsync(stop);
            return JsonDocument.Parse(Encoding.UTF8.GetBytes(data!["data: ".Length..])).RootElement;
        }
        throw new EndOfStreamException();
    }
}
