using System.CommandLine;
using Siskin.Agent.Models;
using Siskin.Agent.Wire;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Vision;

namespace Siskin.Agent.Commands;

/// <summary><c>siskin ask</c>: answers on the command line, without a broker.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var prompt = new Argument<string?>("prompt") { Description = "The question.", Arity = ArgumentArity.ZeroOrOne };
        var bundle = BundleOption.Create();
        var variant = new Option<string?>("--variant")
        {
            Description = "Variant of the bundle, for example cpu-int8.",
            HelpName = "ID",
        };
        var image = new Option<FileInfo?>("--image", "-i")
        {
            Description = $"Camera frame ({FrameFormat.Names}).",
            HelpName = "FILE",
        };
        var view = new ViewOptions();
        var show = new Option<FileInfo?>("--show")
        {
            Description = "PNG file to draw: the frame, the part that was read as the model sees it, and the answer.",
            HelpName = "FILE",
        };
        var instrument = new InstrumentOptions();
        var sensors = new Option<string?>("--sensors", "-s")
        {
            Description = "File with sensor text; - reads standard input.",
            HelpName = "FILE",
        };
        var maxTokens = new Option<int?>("--max-tokens") { Description = "Longest answer in tokens.", HelpName = "N" };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads of one inference; 0: one for each core, at most 4.",
            HelpName = "N",
        };
        var providers = new ProviderOptions();
        var json = new Option<bool>("--json") { Description = "Print the whole reply as JSON." };
        var jsonl = new Option<bool>("--jsonl")
        {
            Description =
                "Read requests as JSON lines from standard input (image: a path) and print replies as JSON lines.",
        };
        var command = new Command("ask", "Answers one question, or with --jsonl a list of them, without a broker.")
        {
            prompt,
            bundle,
            variant,
            image,
            view.Crop,
            view.Rotate,
            show,
            sensors,
            maxTokens,
            threads,
            json,
            jsonl,
        };
        instrument.AddTo(command);
        providers.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(jsonl) == result.GetValue(prompt) is not null)
                result.AddError("Give a question, or --jsonl and the questions on standard input.");
            if (result.GetResult(show) is not null && result.GetResult(image) is null)
                result.AddError("--show needs --image.");
        });
        command.SetAction(
            (parsed, cancellation) =>
            {
                // While the bundle is loaded, so that the timings of the answer are those of any other.
                var decoder =
                    parsed.GetValue(image) is null && !parsed.GetValue(jsonl)
                        ? Task.CompletedTask
                        : Task.Run(FrameDecoder.WarmUp, cancellation);
                using var model = EngineModel.Load(
                    BundleOption.Resolve(parsed.GetValue(bundle)),
                    new EngineOptions(parsed.GetValue(variant), parsed.GetValue(threads))
                    {
                        Providers = providers.Read(parsed),
                        HelperChanged = Terminal.Warn,
                    },
                    FrameLimits.Default,
                    TimeProvider.System
                );
                decoder.Wait(cancellation);
                var session = new AskSession(model, TimeProvider.System)
                {
                    Vision = model.Vision,
                    Picture = parsed.GetValue(show)?.FullName,
                };
                return Task.FromResult(
                    parsed.GetValue(jsonl)
                        ? session.AnswerLines(Console.In, Terminal.Text, cancellation)
                        : session.AnswerOne(
                            new InferenceRequest(
                                null,
                                parsed.GetValue(prompt)!,
                                InputFile.ReadText(parsed.GetValue(sensors)),
                                InputFile.ReadBytes(parsed.GetValue(image)),
                                parsed.GetValue(maxTokens)
                            )
                            {
                                View = view.Read(parsed),
                                Known = instrument.Read(parsed),
                                Views = instrument.ReadViews(parsed),
                            },
                            parsed.GetValue(json),
                            Terminal.Text,
                            cancellation
                        )
                );
            }
        );
        return command;
    }
}
