using System.Runtime.InteropServices;
using System.Text.Json;
using Siskin.EndToEnd.Tests.Harness;

namespace Siskin.EndToEnd.Tests.Emulated;

/// <summary>
/// The cross-published binary under emulation. On an arm64 machine all other tests run that binary natively.
/// </summary>
public sealed class Arm64Tests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static string[] Command =>
        RuntimeInformation.OSArchitecture == Architecture.Arm64
            ? [Checkout.Arm64Binary]
            :
            [
                Checkout.Qemu,
                "-L",
                "/usr/aarch64-linux-gnu",
                "-E",
                $"LD_LIBRARY_PATH={Checkout.Arm64Libraries}",
                Checkout.Arm64Binary,
            ];

    [Fact]
    public async Task A_frame_and_a_text_are_answered()
    {
        using var folder = new ScratchFolder();
        var frame = folder.Write("frame.jpg", TestFrames.Jpeg());
        var input = $$"""
            {"id":"frame","prompt":"Read the meter.","image":"{{frame}}"}
            {"id":"text","prompt":"Which value is highest?","sensors":"a=1 b=2"}

            """;
        string[] ask = ["ask", "--bundle", Checkout.TinyBundle, "--jsonl"];

        var emulated = (
            await ChildProcess.RunAsync(Command[0], [.. Command.Skip(1), .. ask], input: input, patience: Patience)
        ).Expect(0);

        var replies = Replies(emulated);
        Assert.Equal(["frame", "text"], replies.Select(r => r.GetProperty("id").GetString()));
        Assert.All(replies, reply => Assert.True(reply.TryGetProperty("text", out _), reply.ToString()));
        Assert.InRange(replies[0].GetProperty("tokens").GetProperty("image").GetInt32(), 1, 64);
    }

    [Fact]
    public async Task The_service_answers_over_mqtt()
    {
        await using var broker = await MosquittoServer.StartAsync();
        await using var client = await TestClient.ConnectAsync(broker);
        await using var agent = AgentProcess.Start(broker, new AgentOptions { Device = "board-1", Command = Command });
        await client.WaitForAsync(agent.StatusTopic, "online", Patience);

        var text = await client.AskAsync(TestRequest.Text(agent.RequestTopic, "Which value is highest?"), Patience);
        var frame = await client.AskAsync(
            TestRequest.Jpeg(agent.RequestTopic, TestFrames.Jpeg(), "Read the meter."),
            Patience
        );

        Assert.NotNull(text.Answer);
        Assert.NotNull(frame.Answer);
        agent.Terminate();
        await client.WaitForAsync(agent.StatusTopic, "stopped", Patience);
    }

    private static List<JsonElement> Replies(Finished finished) =>
        [
            .. finished
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
}
