using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Siskin.Agent.Configuration;
using Siskin.Agent.Frames;
using Siskin.Agent.Models;
using Siskin.Agent.Sensors;
using Siskin.Agent.Supervision;
using Siskin.Agent.Watches;
using Siskin.Agent.Wire;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Commands;

/// <summary>Lets one watch read one frame on the command line, and draws what it saw.</summary>
internal sealed class WatchSession(IModel model, LimitsSection limits, TimeProvider time)
{
    // Enough for a meter to move, and for no wrong unit.
    private static readonly TimeSpan Earlier = TimeSpan.FromHours(1);

    /// <summary>How the model prepares frames; null where it takes none.</summary>
    public VisionShape? Vision { get; init; }

    /// <summary>
    /// Prints the state that the watch would publish; an error in it becomes a failure of the command.
    /// </summary>
    /// <param name="section">The watch.</param>
    /// <param name="frame">What the camera sent.</param>
    /// <param name="previous">The value accepted before, or null.</param>
    /// <param name="picture">Where a picture of it goes, or null.</param>
    /// <param name="output">Takes the state.</param>
    /// <param name="cancellation">Stops it.</param>
    public int Run(
        WatchSection section,
        ReadOnlyMemory<byte> frame,
        decimal? previous,
        string? picture,
        TextWriter output,
        CancellationToken cancellation
    )
    {
        // Only the frame is at hand: what sensors would say is left out.
        section = section with
        {
            Inputs = section.Inputs with { SensorTopics = [], Sensors = [] },
        };
        var topics = new TopicLayout("siskin", "here");
        using var worker = new WatchWorker([section], topics, Surroundings());
        if (previous is { } value)
            worker.Accept(Message(topics.Watch(section.Name), Accepted(value), isRetained: true));
        worker.Accept(Message(section.Inputs.FrameTopic!, frame, isRetained: false));
        cancellation.ThrowIfCancellationRequested();
        worker.RunDue();
        var state = worker.Readings[section.Name];
        if (picture is not null)
            Show(section, frame, state, picture);
        output.WriteLine(JsonSerializer.Serialize(state, WatchJson.Default.WatchMessage));
        return state.Error is null ? ExitCode.Done : ExitCode.Failed;
    }

    private static IncomingMessage Message(string topic, ReadOnlyMemory<byte> payload, bool isRetained) =>
        new(topic, payload, null, null, null, [], null, false, isRetained);

    // The state that such a value would have left at the broker.
    private byte[] Accepted(decimal value)
    {
        var since = time.GetUtcNow() - Earlier;
        return JsonSerializer.SerializeToUtf8Bytes(
            new WatchMessage(
                JsonSerializer.SerializeToElement(value, WatchJson.Default.Decimal),
                null,
                null,
                null,
                null,
                null,
                since,
                null,
                since
            ),
            WatchJson.Default.WatchMessage
        );
    }

    private WatchSurroundings Surroundings() =>
        new(
            new SharedModel(model),
            () => false,
            new LocalSensors("/"),
            limits,
            new WatchStore(null, NullLogger.Instance),
            _ => { },
            new WatchCounts(),
            new Pulse("watch", time),
            time,
            NullLogger.Instance
        );

    private void Show(WatchSection section, ReadOnlyMemory<byte> message, WatchMessage state, string path)
    {
        if (Vision is not { } shape)
            throw CommandException.Usage("--show: this bundle reads no images.");
        var bounds = new FrameLimits(limits.Pixels);
        var whole = new FrameSource(section.Inputs, new ViewedPart(0, null), bounds, limits.ImageBytes);
        if (whole.Read(message, out var encoded, out _) is { } unread)
            throw CommandException.Failed(unread.Message);
        if (!FrameDecoder.TryDecode(encoded.Span, bounds, null, out var decoded, out var rejection))
            throw CommandException.Failed(rejection.Message);
        using (decoded)
        {
            if (FrameView.Cut(decoded, section.View with { Crop = null }, bounds.MaxPixels, out var turned) is { } no)
                throw CommandException.Failed(no.Message);
            using (turned)
            {
                FrameRegion?[] regions =
                [
                    .. Views(section, state).Select(view => FrameView.RegionOf(view.Crop, turned!, view.Found)),
                ];
                var lines = Lines(section, state);
                PictureFile.Write(path, AnswerPicture.Draw(turned!, regions, shape, [.. lines]));
            }
        }
    }

    // What is cut, and what was found where that was left to the model.
    private static IEnumerable<(CropArea? Crop, FrameRegion? Found)> Views(WatchSection section, WatchMessage state) =>
        section.Parts.Count == 0
            ? [(section.View.Crop, state.Region)]
            : section.Parts.Select((part, i) => (part.Crop, state.Parts?[i].Region));

    private static IEnumerable<string> Lines(WatchSection section, WatchMessage state)
    {
        for (var i = 0; i < section.Parts.Count && state.Parts is { } parts; i++)
            yield return $"{section.Parts[i].Describe()}: {Reading(parts[i].Text, parts[i].Confidence)}";
        if (section.Parts.Count == 0)
            yield return section.Prompt;
        yield return state.Error is { } error
            ? $"{section.Name}: {error}"
            : $"{section.Name}: {Reading($"{state.Value}", state.Confidence ?? 0)}";
    }

    private static string Reading(string text, double confidence) =>
        string.Create(CultureInfo.InvariantCulture, $"{text}   confidence {confidence:0.00}");
}
