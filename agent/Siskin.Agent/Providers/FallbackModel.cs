using Siskin.Agent.Models;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Providers;

namespace Siskin.Agent.Providers;

/// <summary>
/// The model on the NPU while that works, otherwise on the CPU. A request that the NPU fails on is answered by the CPU,
/// and every answer says who gave it.
/// </summary>
internal sealed class FallbackModel : IModel
{
    private readonly IModel? _cpu;
    private readonly ModelDescription _npuDescription;
    private readonly NpuSupervisor _npu;
    private readonly Canary? _canary;
    private long _canariesRight;
    private long _canariesWrong;

    /// <param name="cpu">Answers when the NPU does not; null: nobody does. Becomes this one's.</param>
    /// <param name="npuDescription">What the model on the NPU tells about itself.</param>
    /// <param name="npu">Keeps the NPU in use. Becomes this one's.</param>
    /// <param name="canary">The question whose answer is known, or null.</param>
    public FallbackModel(IModel? cpu, ModelDescription npuDescription, NpuSupervisor npu, Canary? canary)
    {
        (_cpu, _npuDescription, _npu, _canary) = (cpu, npuDescription, npu, canary);
        npu.Changed += () => Changed?.Invoke();
    }

    public event Action? Changed;

    /// <summary>Whether the NPU failed and the CPU stands in for it; not so while it is being prepared.</summary>
    public bool FellBack => _npu.Active is null && _npu.Failures.Count > 0;

    /// <summary>The provider of the model that answers while it works.</summary>
    public string Provider => _npuDescription.Provider;

    /// <summary>Who answers at present.</summary>
    public ModelDescription Description =>
        _npu.Active is { } active
            ? active.Model.Description
            : (_cpu?.Description ?? _npuDescription) with
            {
                FallbackReason = _npu.Reason,
            };

    // The NPU takes one after the other, and who stands in for it does as well.
    public int Lanes => 1;

    /// <summary>Those of the CPU: what the NPU makes lies in buffers of its own.</summary>
    public CacheCounts Cache => _cpu?.Cache ?? default;

    /// <summary>The canary, as a request on the side; null when the bundle has none or the NPU is not in use.</summary>
    public ResponderRequest? DueCanary => _npu.Active is null ? null : _canary?.Request;

    public TelemetryNpu Npu
    {
        get
        {
            var active = _npu.Active;
            return new TelemetryNpu(
                active?.Device,
                _npu.Loads,
                active is null ? null : Math.Round(active.LoadTime.TotalMilliseconds, 1),
                active?.Compiled,
                _npu.Failures,
                Interlocked.Read(ref _canariesRight),
                Interlocked.Read(ref _canariesWrong),
                _npu.LeftBehind
            );
        }
    }

    public void WarmUp(CancellationToken cancellation) => _cpu?.WarmUp(cancellation);

    public ResponderResult Answer(ResponderRequest request, Action<string>? onText, CancellationToken cancellation)
    {
        if (_npu.Active is { } npu)
        {
            var stream = onText is null ? null : new ResumedText(onText);
            try
            {
                return npu.Model.Answer(request, stream is null ? null : stream.First, cancellation);
            }
            catch (Exception e) when (e is InferenceException or NpuException)
            {
                _npu.Fail(npu, (e as NpuException)?.Failure ?? NpuFailure.Run, e.Message);
                onText = stream is null ? null : stream.Again;
            }
        }
        return _cpu is null
            ? ResponderResult.From(new Rejection(503, $"The NPU cannot be used: {_npu.Reason}"))
            : _cpu.Answer(request, onText, cancellation);
    }

    /// <summary>Judges an answer to the canary; a wrong one takes the NPU out of use.</summary>
    public void Judge(ResponderResult result)
    {
        if (
            _canary is null
            || _npu.Active is not { } npu
            || (result.Answered && result.Answer.Provider != npu.Model.Description.Provider)
        )
            return; // the NPU is already out of use
        if (_canary.Validate(result) is not { } objection)
        {
            Interlocked.Increment(ref _canariesRight);
            return;
        }
        Interlocked.Increment(ref _canariesWrong);
        _npu.Fail(npu, NpuFailure.Canary, $"The NPU answers wrongly: {objection}.");
    }

    public void Dispose()
    {
        _npu.Dispose();
        _cpu?.Dispose();
    }
}
