using System.CommandLine;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin watch</c>: what a watch of the configuration makes of a frame, without a broker.</summary>
internal static class WatchCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "Name of the watch." };
        var config = ConfigOption.Create();
        var image = new Option<FileInfo>("--image", "-i")
        {
            Description = $"Camera frame ({FrameFormat.Names}), or the message with frame_key.",
            HelpName = "FILE",
            Required = true,
        };
        var previous = new Option<decimal?>("--previous")
        {
            Description = "The value that the reading is held against, as if it had been accepted an hour ago.",
            HelpName = "VALUE",
        };
        var show = new Option<FileInfo?>("--show")
        {
            Description =
                "PNG file to draw: the turned frame, what is cut out of it as the model sees it, and the reading.",
            HelpName = "FILE",
        };
        var command = new Command("watch", "Reads one frame as a watch of the configuration does, without a broker.")
        {
            name,
            config,
            image,
            previous,
            show,
        };
        command.SetAction(
            (parsed, cancellation) =>
            {
                var loaded = ConfigOption.Load(parsed.GetRequiredValue(config), check: true).Config!;
                var section = Find(loaded, parsed.GetRequiredValue(name));
                var frame = InputFile.ReadBytes(parsed.GetRequiredValue(image));
                using var model = EngineModel.Load(
                    ConfiguredBundle.Open(loaded.Bundle),
                    new EngineOptions(loaded.Bundle.Variant, loaded.Engine.Threads) { HelperChanged = Terminal.Warn },
                    new FrameLimits(loaded.Limits.Pixels),
                    TimeProvider.System
                );
                var session = new WatchSession(model, loaded.Limits, TimeProvider.System) { Vision = model.Vision };
                return Task.FromResult(
                    session.Run(
                        section,
                        frame,
                        parsed.GetValue(previous),
                        parsed.GetValue(show)?.FullName,
                        Terminal.Text,
                        cancellation
                    )
                );
            }
        );
        return command;
    }

    private static WatchSection Find(AgentConfig config, string name)
    {
        var watch =
            config.Watches.FirstOrDefault(watch => watch.Name == name)
            ?? throw CommandException.Usage(
                config.Watches.Count == 0
                    ? $"There is no watch {name}; the configuration has none."
                    : $"There is no watch {name}; there are {string.Join(", ", config.Watches.Select(each => each.Name))}."
            );
        return watch.Inputs.FrameTopic is not null
            ? watch
            : throw CommandException.Usage($"The watch {name} has no frame_topic; it reads no frames.");
    }
}
