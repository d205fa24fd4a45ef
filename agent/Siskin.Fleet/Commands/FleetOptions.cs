using System.CommandLine;
using Siskin.Agent.Commands;
using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;

namespace Siskin.Fleet.Commands;

/// <summary>The options by which every verb reaches the fleet: the broker, and where its topics begin.</summary>
internal sealed class FleetOptions
{
    private readonly BrokerArguments _broker = new();

    private readonly Option<string> _root = new("--root")
    {
        Description = "First level of the topics.",
        HelpName = "TOPIC",
        DefaultValueFactory = _ => "siskin",
    };

    public void AddTo(Command command)
    {
        _broker.AddTo(command);
        command.Options.Add(_root);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_root) is { } topic && TopicSyntax.ObjectToRoot(topic) is { } wanted)
                result.AddError($"--root \"{topic}\" is not allowed; give {wanted}.");
        });
    }

    /// <summary>The broker, with a client id of its own.</summary>
    /// <exception cref="CommandException">An option is wrong.</exception>
    public BrokerSection Broker(ParseResult parsed) => _broker.Read(parsed);

    /// <summary>First level or levels of every topic.</summary>
    public string Root(ParseResult parsed) => parsed.GetRequiredValue(_root);
}
