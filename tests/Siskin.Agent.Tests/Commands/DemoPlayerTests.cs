using Siskin.Agent.Commands;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime;
using Siskin.Runtime.Inference;

namespace Siskin.Agent.Tests.Commands;

public sealed class DemoPlayerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_camera_and_a_sensor_are_played_and_judged()
    {
        File.WriteAllBytes(Path.Combine(_folder, "meter.jpg"), [0xFF, 0xD8, 0xFF]);
        var port = TestBroker.FreePort();
        await using var agent = await TestAgent.OnlineAsync(
            TestAgent.Config(
                port,
                broker: $"embedded = true\nembedded_port = {port}",
                rest: "[telemetry]\ninterval_s = 1",
                device: "demo"
            )
        );
        agent.Model.Script = (request, _, _) =>
            request.Prompt switch
            {
                "Read it." => ScriptedModel.Answering($"{request.Image.Length}.1 bar"),
                "Highest?" => ScriptedModel.Answering(request.Sensors!.Split('=')[0]),
                _ => ResponderResult.From(new Rejection(400, "No.")),
            };
        await using var player = new DemoPlayer("demo", _folder, TimeProvider.System);
        await player.ConnectAsync(port, () => false, CancellationToken.None).PatientlyAsync();

        var frame = await player.PlayAsync(
            new DemoSample("frame", "meter.jpg", "Read it.", null, "3 bar", 0.2),
            CancellationToken.None
        );
        var text = await player.PlayAsync(new DemoSample("text", null, "Highest?", "a=1", "b"), CancellationToken.None);
        var refused = await player.PlayAsync(new DemoSample("text", null, "What?", "a=1", "b"), CancellationToken.None);
        var report = await player
            .ReportAsync([frame, text, refused], TimeSpan.FromMilliseconds(99), CancellationToken.None)
            .PatientlyAsync();

        Assert.Equal(("camera", "3.1 bar", true), (frame.Client, frame.Reply, frame.Right));
        Assert.Equal(("sensor", "a", false), (text.Client, text.Reply, text.Right));
        Assert.Equal((null, "400: No."), (refused.Reply, refused.Error));
        Assert.Equal((1, 1, false), (report.Right, report.Missing, report.Passed));
        Assert.Equal(99, report.StartToOnlineMs);
        Assert.True(report.OverheadP50Ms > 0);
        Assert.True(report.RssBytes > 0);
        Assert.Equal(1.5, report.TimingsMs["encoder"].P50);
    }
}
