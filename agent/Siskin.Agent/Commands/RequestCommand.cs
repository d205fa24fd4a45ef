using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Siskin.Agent.Mqtt;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin request</c>: sends one request over MQTT and prints the reply.</summary>
internal static class RequestCommand
{
    public static Command Create()
    {
        var options = new RequestOptions();
        var broker = new BrokerArguments();
        var command = new Command("request", "Sends one request to a device or a pool over MQTT and prints the reply.");
        options.AddTo(command);
        broker.AddTo(command);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var section = broker.Read(parsed);
                var arguments = options.Read(parsed);
                try
                {
                    await using var requester = await MqttRequester.ConnectAsync(
                        section,
                        arguments.Root,
                        TimeProvider.System,
                        cancellation
                    );
                    return await SendAsync(requester, arguments, cancellation);
                }
                catch (BrokerException e)
                {
                    throw CommandException.Failed(e.Message);
                }
            }
        );
        return command;
    }

    private static async Task<int> SendAsync(
        MqttRequester requester,
        RequestArguments arguments,
        CancellationToken cancellation
    )
    {
        var topics = new TopicLayout(arguments.Root, arguments.Device ?? "+");
        var topic = arguments.Pool is null ? topics.Request : topics.PoolRequest(arguments.Pool);
        var request = arguments.Request with { Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)) };
        Action<DeltaMessage>? onDelta = null;
        if (request.Stream && !arguments.Json)
            onDelta = delta => Terminal.Text.Write(PlainText.Escape(delta.Delta));
        var timed = await requester.RequestAsync(
            RequestWriter.Json(topic, request),
            topics.Reply(request.Id),
            arguments.Timeout,
            onDelta,
            cancellation
        );
        if (timed is null)
            throw CommandException.Failed($"no reply from {topic} within {arguments.Timeout.TotalSeconds} s.");
        return Print(timed, arguments.Json, streamed: onDelta is not null);
    }

    private static int Print(TimedReply timed, bool json, bool streamed)
    {
        if (timed.Reading.Error is { } error)
        {
            if (json)
                Terminal.Text.WriteLine(JsonSerializer.Serialize(error, WireJson.Default.ErrorMessage));
            throw CommandException.Failed($"{error.Error.Code}: {error.Error.Message}");
        }
        var reply = timed.Reading.Reply!;
        Terminal.Text.WriteLine(
            json ? JsonSerializer.Serialize(reply, WireJson.Default.ReplyMessage)
            : streamed ? ""
            : PlainText.Escape(reply.Text)
        );
        return ExitCode.Done;
    }
}
