using Siskin.Agent.Models;
using Siskin.Agent.Providers;
using Siskin.Agent.Tests.Harness;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Tests.Providers;

public sealed class FallbackModelTests : IDisposable
{
    private static readonly ModelDescription NpuDescription = new(
        "scripted",
        "1.2",
        "qnn-fake",
        "qnn",
        null,
        true,
        [new BundleTask("echo", "Repeat.")],
        400,
        48
    );

    private readonly NpuBench _bench = new();
    private readonly ScriptedModel _cpu = new()
    {
        Script = (request, onText, _) =>
        {
            onText?.Invoke(request.Prompt);
            return ResponderResult.From(
                ScriptedModel.Answering(request.Prompt) with
                {
                    Variant = "cpu-fake",
                    Provider = "cpu",
                }
            );
        },
    };

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_npu_takes_one_request_at_a_time_and_so_does_who_stands_in_for_it()
    {
        _cpu.Lanes = 4;
        using var model = Model();

        Assert.Equal(1, model.Lanes);
    }

    [Fact]
    public void The_cpu_answers_until_the_npu_is_ready()
    {
        using var model = Model();
        Assert.Equal("cpu", Ask(model).Answer!.Provider);
        Assert.Equal("cpu", model.Description.Provider);
        Assert.NotNull(model.Description.FallbackReason);

        _bench.Supervisor.Step();

        Assert.Equal("qnn", Ask(model).Answer!.Provider);
        Assert.Equal("qnn", model.Description.Provider);
        Assert.Null(model.Description.FallbackReason);
    }

    [Fact]
    public void A_request_that_the_npu_fails_on_is_answered_by_the_cpu()
    {
        using var model = Model();
        var changes = 0;
        model.Changed += () => changes++;
        _bench.Supervisor.Step();
        _bench.Model.Script = (_, _, _) => throw new InferenceException("restarted");

        var result = Ask(model);

        Assert.Equal("cpu", result.Answer!.Provider);
        Assert.Equal(("cpu", "restarted"), (model.Description.Provider, model.Description.FallbackReason));
        Assert.Equal(2, changes); // loaded, failed
        Assert.Equal(1, model.Npu.Failures["run"]);
        Ask(model);
        Assert.Equal(1, _bench.Model.Asked); // it is left alone
    }

    [Fact]
    public void A_rejection_of_the_npu_is_the_answer()
    {
        using var model = Model();
        _bench.Supervisor.Step();
        _bench.Model.Script = (_, _, _) => ResponderResult.From(new Siskin.Runtime.Rejection(413, "too long"));

        Assert.Equal(413, Ask(model).Rejection!.Code);
        Assert.Equal(0, _cpu.Asked);
        Assert.Equal("qnn", model.Description.Provider);
    }

    [Fact]
    public void What_was_streamed_is_not_streamed_again()
    {
        using var model = Model();
        _bench.Supervisor.Step();
        _bench.Model.Script = (_, onText, _) =>
        {
            onText!("046");
            throw new InferenceException("restarted");
        };
        _cpu.Script = (_, onText, _) =>
        {
            onText!("0464");
            onText("1");
            return ResponderResult.From(ScriptedModel.Answering("04641"));
        };
        var said = new List<string>();

        model.Answer(new ResponderRequest("?"), said.Add, CancellationToken.None);

        Assert.Equal(["046", "4", "1"], said);
    }

    [Fact]
    public void Without_a_cpu_there_is_no_answer_but_a_reason()
    {
        using var model = new FallbackModel(null, NpuDescription, _bench.Supervisor, null);
        _bench.Load = () => throw new NpuException(NpuFailure.Device, "no NPU");
        _bench.Supervisor.Step();

        var rejection = Ask(model).Rejection!;

        Assert.Equal(503, rejection.Code);
        Assert.Contains("no NPU", rejection.Message, StringComparison.Ordinal);
        Assert.Equal(("qnn", "no NPU"), (model.Description.Provider, model.Description.FallbackReason));
    }

    [Fact]
    public void A_wrong_canary_takes_the_npu_out_of_use_and_a_right_one_does_not()
    {
        using var model = new FallbackModel(_cpu, NpuDescription, _bench.Supervisor, CanaryOfTheBundle());
        Assert.Null(model.DueCanary);
        _bench.Supervisor.Step();
        var request = model.DueCanary!;

        model.Judge(Says(Expected, "qnn"));
        Assert.Equal((1, 0, "qnn"), (model.Npu.CanariesRight, model.Npu.CanariesWrong, model.Description.Provider));
        model.Judge(Says("nonsense", "cpu")); // not the NPU's
        Assert.Equal("qnn", model.Description.Provider);
        model.Judge(Says("nonsense", "qnn"));

        Assert.Equal((1, 1, "cpu"), (model.Npu.CanariesRight, model.Npu.CanariesWrong, model.Description.Provider));
        Assert.Contains("nonsense", model.Description.FallbackReason, StringComparison.Ordinal);
        Assert.False(request.Image.IsEmpty);
    }

    private static Bundle TinyBundle { get; } = BundleReader.Open(NpuAgent.Bundle);

    private static string Expected => TinyBundle.Manifest.Canary!.Text;

    private static Canary? CanaryOfTheBundle() => Canary.Of(TinyBundle);

    private static ResponderResult Says(string text, string provider) =>
        ResponderResult.From(ScriptedModel.Answering(text) with { Provider = provider });

    private FallbackModel Model() => new(_cpu, NpuDescription, _bench.Supervisor, null);

    private static ResponderResult Ask(FallbackModel model) =>
        model.Answer(new ResponderRequest("Hello?"), null, CancellationToken.None);
}
