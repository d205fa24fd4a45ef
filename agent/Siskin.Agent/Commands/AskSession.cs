using System.Globalization;
using System.Text;
using System.Text.Json;
using Siskin.Agent.Answering;
using Siskin.Agent.Frames;
using Siskin.Agent.Models;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Commands;

/// <summary>Answers requests of the command line with a loaded model.</summary>
internal sealed class AskSession(IModel model, TimeProvider time)
{
    /// <summary>How the model prepares frames, for what is shown of them.</summary>
    public VisionShape? Vision { get; init; }

    /// <summary>Where a picture of what was read goes, or null.</summary>
    public string? Picture { get; init; }

    /// <summary>Prints the answer to one request; an error becomes a failure of the command.</summary>
    public int AnswerOne(InferenceRequest request, bool json, TextWriter output, CancellationToken cancellation)
    {
        var rejection = RequestReader.Validate(request, RequestLimits.Local);
        if (rejection is not null)
            throw CommandException.Usage(rejection.Message);
        var (reply, refused) = Answer(request, cancellation);
        if (reply is null)
            throw CommandException.Failed(refused!.Message);
        if (Picture is not null)
            Show(request, reply, Picture);
        output.WriteLine(
            json ? JsonSerializer.Serialize(reply, WireJson.Default.ReplyMessage) : PlainText.Escape(reply.Text)
        );
        return ExitCode.Done;
    }

    /// <summary>Answers one JSON line after the other, errors included, until the input ends.</summary>
    public int AnswerLines(TextReader input, TextWriter output, CancellationToken cancellation)
    {
        while (input.ReadLine() is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            if (line.Length == 0)
                continue;
            string? id = null;
            ReplyMessage? reply = null;
            var bytes = Encoding.UTF8.GetBytes(line);
            var rejection = JsonRequestReader.Read(bytes, RequestLimits.Local, files: true, out var request, ref id);
            if (request is not null)
                (reply, rejection) = Answer(request, cancellation);
            output.WriteLine(
                reply is not null
                    ? JsonSerializer.Serialize(reply, WireJson.Default.ReplyMessage)
                    : JsonSerializer.Serialize(
                        new ErrorMessage(id, new ErrorDetail(rejection!.Code, rejection.Message)),
                        WireJson.Default.ErrorMessage
                    )
            );
            output.Flush();
        }
        return ExitCode.Done;
    }

    private void Show(InferenceRequest request, ReplyMessage reply, string path)
    {
        if (Vision is not { } shape)
            throw CommandException.Usage("--show: this bundle reads no images.");
        var view = request.View ?? new ViewedPart(0, null);
        if (!FrameDecoder.TryDecode(request.Image.Span, FrameLimits.Default, null, out var decoded, out var rejection))
            throw CommandException.Failed(rejection.Message);
        using (decoded)
        {
            if (
                FrameView.Show(decoded, view, reply.Region, FrameLimits.Default, out var turned, out var region) is
                { } no
            )
                throw CommandException.Failed(no.Message);
            using (turned)
                PictureFile.Write(path, AnswerPicture.Draw(turned!, [region], shape, request.Prompt, Line(reply)));
        }
    }

    private static string Line(ReplyMessage reply) =>
        string.Create(CultureInfo.InvariantCulture, $"{reply.Text}   confidence {reply.Confidence:0.00}");

    private (ReplyMessage? Reply, Rejection? Rejection) Answer(InferenceRequest request, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        if (FrameView.Apply(request, FrameLimits.Default, out var question) is { } unseen)
            return (null, unseen);
        using var cut = question.Frame;
        var result = model.Answer(question, null, cancellation);
        return result.Answered
            ? (
                ReplyComposer.Compose(
                    request.Id,
                    result.Answer,
                    0,
                    time.GetElapsedTime(started).TotalMilliseconds,
                    request.Show
                ),
                null
            )
            : (null, result.Rejection);
    }
}
