using System.Globalization;
using System.Text.Json;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Updates;

/// <summary>
/// Files that come over MQTT, for devices that reach nothing but their broker: the device asks for one part after the
/// other, so nothing piles up at the broker, and a part that was lost is asked for again.
/// </summary>
/// <param name="offer">Id of the offer.</param>
/// <param name="topics">The device's topics.</param>
/// <param name="partBytes">Largest part.</param>
/// <param name="publish">Takes the messages.</param>
/// <param name="patience">Longest time that a part may take.</param>
/// <param name="time">Clock.</param>
internal sealed class ChunkSource(
    string offer,
    TopicLayout topics,
    int partBytes,
    Action<OutgoingMessage> publish,
    TimeSpan patience,
    TimeProvider time
) : IFileSource
{
    private volatile Wanted? _wanted;

    public async Task FetchAsync(PartialFile file, CancellationToken cancellation)
    {
        while (!file.IsWhole)
            file.Add((await PartAsync(file, cancellation)).Span);
    }

    /// <summary>Takes a part that was asked for; any other is late, or nobody's.</summary>
    public void Accept(IncomingMessage message)
    {
        if (_wanted is { } wanted && wanted.Topic == message.Topic)
            wanted.Came.TrySetResult(message.Payload);
    }

    private async Task<ReadOnlyMemory<byte>> PartAsync(PartialFile file, CancellationToken cancellation)
    {
        var bytes = (int)Math.Min(partBytes, file.File.Bytes - file.Length);
        var want = new UpdateWant(offer, file.File.Path, file.File.Sha256, file.Length, bytes);
        var offset = file.Length.ToString(CultureInfo.InvariantCulture);
        var wanted = new Wanted($"{topics.UpdateChunks}/{file.File.Sha256}/{offset}");
        _wanted = wanted;
        try
        {
            publish(
                new OutgoingMessage(
                    topics.UpdateWant,
                    JsonSerializer.SerializeToUtf8Bytes(want, UpdateJson.Default.UpdateWant)
                )
                {
                    ContentType = OutgoingMessage.Json,
                    Expiry = patience,
                    Droppable = true,
                }
            );
            var part = await wanted.Came.Task.WaitAsync(patience, time, cancellation);
            return part.Length == bytes
                ? part
                : throw new UpdateException(
                    $"A part of '{file.File.Path}' has {part.Length} bytes instead of {bytes}.",
                    passing: true
                );
        }
        catch (TimeoutException e)
        {
            throw new UpdateException(
                $"Nobody sent the part of '{file.File.Path}' at {offset} within {patience.TotalSeconds:0} s.",
                e,
                passing: true
            );
        }
        finally
        {
            _wanted = null;
        }
    }

    private sealed record Wanted(string Topic)
    {
        public TaskCompletionSource<ReadOnlyMemory<byte>> Came { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
