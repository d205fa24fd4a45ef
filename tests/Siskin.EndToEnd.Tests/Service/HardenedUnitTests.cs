using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Service;

/// <summary>The packaged unit: how little it may do, and that the agent can do its work all the same.</summary>
public sealed class HardenedUnitTests
{
    [Theory]
    [InlineData(null, 1.5)]
    [InlineData("siskin-npu.conf", 2.0)]
    public async Task The_exposure_is_small(string? dropIn, double max)
    {
        using var unit = new SystemdUnit(dropIn);

        var (exposure, report) = await unit.ExposureAsync();

        Assert.True(exposure > 0 && exposure <= max, report);
        // What systemd does not understand it ignores, and so would we.
        Assert.DoesNotContain("ignoring", report, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_wrong_configuration_is_not_tried_again_and_again()
    {
        using var unit = new SystemdUnit();

        Assert.Equal(["2"], unit.ValuesOf("RestartPreventExitStatus"));
        Assert.Equal(["notify"], unit.ValuesOf("Type"));
        Assert.Equal(["/bin/sh -c 'kill -HUP $MAINPID'"], unit.ValuesOf("ExecReload"));
        // Three times the longest pause between two connection attempts.
        Assert.True(int.Parse(Assert.Single(unit.ValuesOf("WatchdogSec"))) >= 180);
    }

    [Fact]
    public async Task The_agent_works_in_the_sandbox()
    {
        using var unit = new SystemdUnit();
        using var folder = new ScratchFolder();
        using var state = new ScratchFolder();
        using var credentials = new ScratchFolder();
        credentials.Write("password", "s3cret\n");
        await using var broker = await MosquittoServer.StartAsync(new MosquittoOptions { Login = ("gauge", "s3cret") });
        await using var client = await TestClient.ConnectAsync(broker);
        var options = new AgentOptions { Broker = "username = \"gauge\"\npassword_file = \"credential:password\"" };
        var config = folder.Write("siskin.toml", AgentProcess.Configuration(broker, options, folder));
        var command = await Sandbox.CommandAsync(folder, await unit.AllowedSystemCallsAsync(), state.Path);
        // The credentials are seen by their folder alone.
        command =
        [
            .. command.Take(command.Count - 2),
            "--ro-bind",
            credentials.Path,
            credentials.Path,
            .. command.TakeLast(2),
        ];

        await using var agent = ChildProcess.Start(
            command[0],
            [.. command.Skip(1), Checkout.Binary, "run", "--config", config],
            new Dictionary<string, string>
            {
                ["STATE_DIRECTORY"] = state.Path,
                ["CREDENTIALS_DIRECTORY"] = credentials.Path,
            }
        );
        try
        {
            await client.WaitForAsync("siskin/bench-1/status", "online");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n-- agent\n{agent.Output}{agent.Error}", e);
        }

        var text = await client.AskAsync(TestRequest.Text("siskin/bench-1/request", "Which value is highest?"));
        var frame = await client.AskAsync(
            TestRequest.Jpeg("siskin/bench-1/request", TestFrames.Jpeg(), "Read the meter.")
        );
        var info = (await client.WaitForAsync("siskin/bench-1/info", "{")).Json;

        Assert.NotNull(text.Answer);
        Assert.NotNull(frame.Answer);
        Assert.Equal("disk", info.GetProperty("durability").GetString()); // SQLite in the state folder
        Assert.True(File.Exists(state.File("ledger.db")));
        Assert.DoesNotContain("fail:", agent.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sensors_stay_readable_in_the_sandbox_and_devices_are_gone()
    {
        using var unit = new SystemdUnit();
        using var folder = new ScratchFolder();
        using var state = new ScratchFolder();
        var command = await Sandbox.CommandAsync(folder, await unit.AllowedSystemCallsAsync(), state.Path);
        async Task<string> ListAsync(string path) =>
            (await ChildProcess.RunAsync(command[0], [.. command.Skip(1), "/bin/ls", path])).Expect(0).Output;

        Assert.Equal(
            Directory.GetFileSystemEntries("/sys/class").Select(Path.GetFileName).Order(StringComparer.Ordinal),
            (await ListAsync("/sys/class"))
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Order(StringComparer.Ordinal)
        );
        Assert.DoesNotContain("kmsg", await ListAsync("/dev"), StringComparison.Ordinal);
    }
}
