using System.Runtime.ExceptionServices;
using Microsoft.ML.OnnxRuntime;
using Siskin.Runtime.Bundles;
using Siskin.Runtime.Providers;

namespace Siskin.Runtime.Inference.EncoderDecoder.Batching;

/// <summary>
/// Several answers that are decoded together, each by a <see cref="BatchedDecoder"/> on a thread of its own: when all
/// have their next token, one thread runs one step for all of them, which takes little longer than for one. Answers
/// come and go between steps.
/// </summary>
/// <remarks>
/// Whoever computes holds the lock, so that all threads of the pool work on one thing. Inputs go first: a step waits
/// until those that came meanwhile are read, so that their answers begin with it. Each of them decodes before it can
/// bring another one, so it waits for as many as there are others at most.
/// </remarks>
internal sealed class DecoderBatch : IDisposable
{
    // So often one who waits says that it is alive.
    private static readonly TimeSpan Rhythm = TimeSpan.FromSeconds(1);

    private readonly object _lock = new(); // waited for
    private readonly Func<KvCache, DecoderGraph> _open;
    private readonly BatchStep _step;
    private readonly DecoderGraph?[] _alone; // by row
    private readonly BatchedDecoder?[] _rows;
    private readonly List<BatchedDecoder> _answers = [];
    private int _readers;
    private int _count; // of the answers, for who does not hold the lock

    /// <param name="bundle">The bundle.</param>
    /// <param name="variant">Its variant, whose decoder <see cref="Fits"/>.</param>
    /// <param name="sessions">Has the graph.</param>
    /// <param name="most">Most answers at a time, from 2 on.</param>
    public DecoderBatch(Bundle bundle, BundleVariant variant, OpenGraphs sessions, int most)
    {
        _open = cache => new DecoderGraph(bundle, variant, sessions, cache);
        _step = new BatchStep(sessions.Open(variant.Decoder), bundle.Manifest.Model, (most + 1) & ~1);
        (_rows, _alone) = (new BatchedDecoder?[most], new DecoderGraph?[most]);
        MostTokens = Alone(0).MostTokens;
    }

    /// <summary>Most answers at a time.</summary>
    public int Most => _rows.Length;

    /// <summary>Whether there is more than one answer just now.</summary>
    public bool IsShared => Volatile.Read(ref _count) > 1;

    /// <summary>Steps that several answers took together.</summary>
    public long SharedSteps { get; private set; }

    /// <summary>Most tokens of a pass, which is one answer's alone.</summary>
    public int MostTokens { get; }

    /// <summary>Whether a decoder graph takes several answers at once.</summary>
    public static bool Fits(InferenceSession decoder) =>
        decoder.OverridableInitializerMetadata.ContainsKey(TensorNames.InputLengths);

    /// <summary>Logits of a row in the last step that answers took together.</summary>
    public ReadOnlySpan<float> LogitsOf(int row) => _step.LogitsOf(row);

    /// <summary>
    /// Waits for the machine, to read an input on it; until <see cref="ExitReading"/>, no step is taken.
    /// </summary>
    /// <param name="waiting">Called from time to time meanwhile, or null.</param>
    public void EnterReading(Action? waiting)
    {
        Interlocked.Increment(ref _readers);
        try
        {
            while (!Monitor.TryEnter(_lock, Rhythm))
                waiting?.Invoke();
        }
        catch
        {
            Interlocked.Decrement(ref _readers); // or nobody would step any more
            throw;
        }
    }

    /// <summary>The input is read, and its answer has joined if there is one.</summary>
    public void ExitReading()
    {
        Interlocked.Decrement(ref _readers);
        Monitor.PulseAll(_lock);
        Monitor.Exit(_lock);
    }

    /// <summary>An answer begins, perhaps in place of another one of that decoder.</summary>
    public void Join(BatchedDecoder answer)
    {
        lock (_lock)
        {
            if (answer.Row < 0)
            {
                if (_answers.Count == Most)
                    throw new InvalidOperationException($"{Most} answers are decoded together, and one more has come.");
                _answers.Add(answer);
                Volatile.Write(ref _count, _answers.Count);
                Take(answer, Array.IndexOf(_rows, null));
            }
            Alone(answer.Row).Attend(answer.Cross, answer.InputLength);
        }
    }

    /// <summary>An answer is done, if there is one.</summary>
    public void Leave(BatchedDecoder answer)
    {
        lock (_lock)
        {
            if (answer.Row < 0)
                return;
            _answers.Remove(answer);
            Volatile.Write(ref _count, _answers.Count);
            _rows[answer.Row] = null;
            answer.Row = -1;
            Monitor.PulseAll(_lock); // the others may have waited for this one
        }
    }

    /// <summary>Puts in one token of an answer, together with those of all others.</summary>
    public void Step(BatchedDecoder answer)
    {
        lock (_lock)
        {
            (answer.Waits, answer.Failure) = (true, null);
            try
            {
                while (answer.Waits)
                {
                    if (Volatile.Read(ref _readers) == 0 && AllWait())
                        Run();
                    else
                        Wait(answer);
                }
            }
            finally
            {
                answer.Waits = false; // whoever cannot wait any longer is in no further step
            }
        }
        if (answer.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Puts in several tokens of one answer, alone.</summary>
    public void Pass(BatchedDecoder answer, ReadOnlySpan<int> tokens, int position)
    {
        lock (_lock)
        {
            while (Volatile.Read(ref _readers) > 0)
                Wait(answer);
            var alone = Alone(answer.Row);
            alone.Pass(tokens, position);
            answer.Ran(alone);
        }
    }

    public void Dispose()
    {
        foreach (var alone in _alone)
            alone?.Dispose();
        _step.Dispose();
    }

    private bool AllWait()
    {
        foreach (var answer in _answers)
        {
            if (!answer.Waits)
                return false;
        }
        return true;
    }

    private void Wait(BatchedDecoder answer)
    {
        if (!Monitor.Wait(_lock, Rhythm))
            answer.Waiting?.Invoke();
    }

    private void Run()
    {
        Exception? failure = null;
        try
        {
            if (_answers.Count == 1)
                StepAlone(_answers[0]);
            else
                StepTogether();
        }
#pragma warning disable CA1031 // Each of those who wait throws it on a thread of its own.
        catch (Exception e)
#pragma warning restore CA1031
        {
            failure = e;
        }
        foreach (var answer in _answers)
            (answer.Waits, answer.Failure) = (false, failure);
        if (_answers.Count > 1)
            Monitor.PulseAll(_lock);
    }

    private void StepAlone(BatchedDecoder answer)
    {
        var alone = Alone(answer.Row);
        alone.Step(answer.Token, answer.Position);
        answer.Ran(alone);
    }

    private void StepTogether()
    {
        CloseUp();
        _step.Run(_answers);
        SharedSteps++;
        foreach (var answer in _answers)
            answer.Ran(null);
    }

    // Those who left have left gaps. Nobody looks at logits now: all wait.
    private void CloseUp()
    {
        foreach (var answer in _answers)
        {
            if (answer.Row < _answers.Count)
                continue;
            var (from, to) = (answer.Row, Array.IndexOf(_rows, null));
            _step.Move(from, to, answer.Position);
            _rows[from] = null;
            Take(answer, to);
            Alone(to).Attend(answer.Cross, answer.InputLength);
        }
    }

    private void Take(BatchedDecoder answer, int row)
    {
        _rows[row] = answer;
        (answer.Row, answer.IsInRow) = (row, false);
    }

    private DecoderGraph Alone(int row) => _alone[row] ??= _open(_step.CacheOf(row));
}
