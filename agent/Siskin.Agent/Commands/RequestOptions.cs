using System.CommandLine;
using Siskin.Agent.Wire;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Commands;

/// <summary>The options of <c>siskin request</c> that make up the request.</summary>
internal sealed class RequestOptions
{
    private readonly Argument<string> _prompt = new("prompt") { Description = "The question." };
    private readonly Option<string?> _device = new("--device", "-d")
    {
        Description = "Device that shall answer.",
        HelpName = "ID",
    };
    private readonly Option<string?> _pool = new("--pool", "-p")
    {
        Description = "Pool of which any device shall answer.",
        HelpName = "ID",
    };
    private readonly Option<FileInfo?> _image = new("--image", "-i")
    {
        Description = $"Camera frame ({FrameFormat.Names}).",
        HelpName = "FILE",
    };
    private readonly Option<string?> _sensors = new("--sensors", "-s")
    {
        Description = "File with sensor text; - reads standard input.",
        HelpName = "FILE",
    };
    private readonly Option<int?> _maxTokens = new("--max-tokens")
    {
        Description = "Longest answer in tokens.",
        HelpName = "N",
    };
    private readonly Option<bool> _stream = new("--stream") { Description = "Print the text while it is made." };
    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "Seconds to wait; also the request's deadline.",
        HelpName = "S",
        DefaultValueFactory = _ => 30,
    };
    private readonly Option<string> _root = new("--root")
    {
        Description = "First level of the topics.",
        HelpName = "TOPIC",
        DefaultValueFactory = _ => "siskin",
    };
    private readonly Option<bool> _json = new("--json") { Description = "Print the reply as JSON." };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_prompt);
        foreach (
            var option in new Option[] { _device, _pool, _image, _sensors, _maxTokens, _stream, _timeout, _root, _json }
        )
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_device) is null == result.GetValue(_pool) is null)
                result.AddError("Give either --device ID or --pool ID.");
            foreach (var level in new[] { result.GetValue(_device), result.GetValue(_pool) })
            {
                if (level is not null && TopicSyntax.ObjectToLevel(level) is { } allowed)
                    result.AddError($"\"{level}\" is not allowed; give {allowed}.");
            }
            if (result.GetResult(_timeout) is not null && result.GetValue(_timeout) is <= 0 or > 86_400)
                result.AddError(
                    $"--timeout {result.GetValue(_timeout)} is not allowed; give more than 0, at most 86400 seconds."
                );
        });
    }

    public RequestArguments Read(ParseResult parsed) =>
        new(
            parsed.GetRequiredValue(_root),
            parsed.GetValue(_device),
            parsed.GetValue(_pool),
            new InferenceRequest(
                null,
                parsed.GetRequiredValue(_prompt),
                InputFile.ReadText(parsed.GetValue(_sensors)),
                InputFile.ReadBytes(parsed.GetValue(_image)),
                parsed.GetValue(_maxTokens),
                parsed.GetValue(_stream)
            ),
            TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            parsed.GetValue(_json)
        );
}

/// <summary>What <c>siskin request</c> was asked to send.</summary>
internal sealed record RequestArguments(
    string Root,
    string? Device,
    string? Pool,
    InferenceRequest Request,
    TimeSpan Timeout,
    bool Json
);
