using System.CommandLine;
using Siskin.Agent.Configuration;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin retire</c>: takes what a device left at the broker away.</summary>
internal static class RetireCommand
{
    public static Command Create()
    {
        var device = new Option<string?>("--device", "-d") { Description = "Device to retire.", HelpName = "ID" };
        var config = new Option<string?>("--config", "-c")
        {
            Description = "Configuration of the device, which names broker, login and device.",
            HelpName = "FILE",
        };
        var root = new Option<string>("--root")
        {
            Description = "First level of the topics.",
            HelpName = "TOPIC",
            DefaultValueFactory = _ => "siskin",
        };
        var prefix = new Option<string>("--prefix")
        {
            Description = "First level of Home Assistant's discovery topics.",
            HelpName = "TOPIC",
            DefaultValueFactory = _ => "homeassistant",
        };
        var clientId = new Option<string?>("--client-id")
        {
            Description = "MQTT client identifier of the device, whose session ends. Default: siskin-ID.",
            HelpName = "NAME",
        };
        var force = new Option<bool>("--force") { Description = "Retire it although it says that it is online." };
        var broker = new BrokerArguments();
        var command = new Command(
            "retire",
            "Takes away what a device left at the broker: retained messages, its entry in Home Assistant, its session."
        )
        {
            device,
            config,
            root,
            prefix,
            clientId,
            force,
        };
        broker.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(device) is null == result.GetValue(config) is null)
                result.AddError("Give either --device ID or --config FILE.");
            if (result.GetValue(device) is { } level && TopicSyntax.ObjectToLevel(level) is { } allowed)
                result.AddError($"\"{level}\" is not allowed; give {allowed}.");
            foreach (var option in new[] { root, prefix })
            {
                if (result.GetValue(option) is { } topic && TopicSyntax.ObjectToRoot(topic) is { } wanted)
                    result.AddError($"{option.Name} \"{topic}\" is not allowed; give {wanted}.");
            }
        });
        command.SetAction(
            (parsed, cancellation) =>
            {
                var retirement = parsed.GetValue(config) is { } file
                    ? Of(ConfigOption.Load(file, check: true).Config!, file)
                    : Of(
                        broker.Read(parsed),
                        parsed.GetRequiredValue(root),
                        parsed.GetValue(device)!,
                        parsed.GetRequiredValue(prefix),
                        parsed.GetValue(clientId)
                    );
                return RunAsync(retirement, parsed.GetValue(force), cancellation);
            }
        );
        return command;
    }

    private static Retirement Of(AgentConfig config, string file) =>
        config.Broker.Embedded is null
            ? Of(
                config.Broker,
                config.Agent.Root,
                config.Agent.Device,
                config.HomeAssistant.Prefix,
                config.Broker.ClientId
            )
            : throw CommandException.Usage(
                $"{file} has an embedded broker: what it retains ends with the agent, there is nothing to take away."
            );

    private static Retirement Of(BrokerSection broker, string root, string device, string prefix, string? clientId) =>
        new(
            broker with
            {
                ClientId = clientId ?? $"siskin-{device}",
                SessionExpiry = TimeSpan.Zero,
            },
            root,
            device,
            prefix,
            TimeProvider.System
        );

    private static async Task<int> RunAsync(Retirement retirement, bool force, CancellationToken cancellation)
    {
        try
        {
            var problems = await retirement.RunAsync(
                force,
                line => Terminal.Text.WriteLine(PlainText.Escape(line)),
                cancellation
            );
            return problems.Count == 0
                ? ExitCode.Done
                : throw CommandException.Failed(string.Join(Environment.NewLine + "siskin: ", problems));
        }
        catch (BrokerException e)
        {
            throw CommandException.Failed(e.Message);
        }
    }
}
