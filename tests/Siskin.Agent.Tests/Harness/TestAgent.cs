using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Providers;
using Siskin.Agent.Service;
using Siskin.Agent.Supervision;

namespace Siskin.Agent.Tests.Harness;

/// <summary>An agent with a scripted model, connected to a broker of the test.</summary>
internal sealed class TestAgent : IAsyncDisposable
{
    public const string Request = "siskin/bench/request";

    private TestAgent(SiskinAgent agent, ScriptedModel model) => (Agent, Model) = (agent, model);

    public SiskinAgent Agent { get; }

    public ScriptedModel Model { get; }

    /// <summary>A configuration with further lines in [agent], [broker] and after.</summary>
    public static AgentConfig Config(
        int port,
        string agent = "",
        string broker = "",
        string rest = "",
        string device = "bench"
    )
    {
        var address = broker.Contains("embedded", StringComparison.Ordinal) ? "" : $"url = \"mqtt://127.0.0.1:{port}\"";
        var result = ConfigReader.Parse(
            "test.toml",
            $"""
            [agent]
            device = "{device}"
            {agent}
            [bundle]
            path = "unused"
            [broker]
            {address}
            will_delay_s = 0
            {broker}
            {rest}
            """
        );
        return result.Config ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }

    public static async Task<TestAgent> OnlineAsync(
        AgentConfig config,
        ScriptedModel? model = null,
        ILoggerFactory? logs = null,
        TimeProvider? time = null
    )
    {
        var agent = Create(config, model, logs, time: time);
        await agent.Agent.StartAsync();
        await agent.Agent.Online.PatientlyAsync();
        return agent;
    }

    public static TestAgent Create(
        AgentConfig config,
        ScriptedModel? model = null,
        ILoggerFactory? logs = null,
        string root = "/nowhere",
        TimeProvider? time = null
    )
    {
        model ??= new ScriptedModel();
        return new TestAgent(
            new SiskinAgent(
                config,
                new ServedModel(model),
                new Random(1),
                time ?? TimeProvider.System,
                logs ?? NullLoggerFactory.Instance,
                new Pulses(TimeProvider.System),
                root
            ),
            model
        );
    }

    public ValueTask DisposeAsync() => Agent.DisposeAsync();
}
