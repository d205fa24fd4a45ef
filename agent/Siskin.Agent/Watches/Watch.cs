using Siskin.Agent.Configuration;
using Siskin.Agent.Wire;
using Siskin.Runtime;
using Siskin.Runtime.Inference;
using Siskin.Runtime.Inference.Instruments;
using SkiaSharp;

namespace Siskin.Agent.Watches;

/// <summary>
/// One watch: when it is due, what it reads, which value it holds. Messages may come on any thread; everything else
/// happens on the thread of the watches.
/// </summary>
internal sealed class Watch
{
    private readonly WatchSection _section;
    private readonly string _topic;
    private readonly WatchInputs _inputs;
    private readonly FrameSource _frames;
    private readonly WatchValue _value;
    private readonly WatchSurroundings _around;
    private readonly WatchKeeper _keeper;
    private readonly RegionMemory _region = new();
    private readonly PartsQuestion? _parts;
    private readonly LastReading _last = new();
    private readonly RaisedFlags _flags;
    private long _due;
    private bool _begun;
    private bool _changed;
    private bool _silent;
    private string? _badInput;
    private string? _lastError;
    private volatile OutgoingMessage? _state;
    private volatile WatchMessage? _said;

    public Watch(WatchSection section, string topic, WatchSurroundings around)
    {
        (_section, _topic, _around) = (section, topic, around);
        _inputs = new WatchInputs(section.Inputs, around.Sensors, around.Time);
        _frames = new FrameSource(section.Inputs, section.View, around.FrameLimits, around.Limits.ImageBytes);
        _parts = section.Parts.Count > 0 ? new PartsQuestion(section.Parts, around.FrameLimits) : null;
        _value = new WatchValue(section, around.Time);
        _flags = new RaisedFlags(section, around.Log);
        _keeper = new WatchKeeper(section.Name, around.Store, around.Time);
        Begin();
    }

    public string Name => _section.Name;

    /// <summary>Whether it would be the same after a change of the configuration.</summary>
    public bool IsOf(WatchSection section, LimitsSection limits) =>
        _section.SameAs(section) && _around.Limits == limits;

    /// <summary>Goes on from the value of the watch that it replaces.</summary>
    public void TakeOver(Watch old)
    {
        _value.TakeOver(old._value);
        if (_value.Accepted is not null)
            (_state, _said) = (old._state, old._said);
    }

    /// <summary>Where its state is published.</summary>
    public string Topic => _topic;

    /// <summary>What was published last, for a broker that does not have it; null before the first.</summary>
    public OutgoingMessage? State => _state;

    /// <summary>What it says; null before the first reading.</summary>
    public WatchMessage? Said => _said;

    /// <summary>Counts the interval from now on.</summary>
    public void Begin() => _due = _around.Time.GetTimestamp() + Ticks(_section.Interval);

    /// <summary>Takes a message if it is one of the watch's inputs; true when the watch may now be due.</summary>
    public bool Put(IncomingMessage message)
    {
        if (message.Retained)
            return false; // nobody knows how old it is
        var changed = false;
        if (_section.Inputs.FrameTopic is { } filter && TopicSyntax.Matches(filter, message.Topic))
            changed = PutFrame(message.Payload);
        if (_section.Inputs.SensorTopics.Any(wanted => TopicSyntax.Matches(wanted, message.Topic)))
            changed |= PutValue(message);
        if (changed)
            Volatile.Write(ref _changed, true);
        return changed;
    }

    /// <summary>Time until the next reading: zero when it is due, infinite when only a message makes it so.</summary>
    public TimeSpan Wait
    {
        get
        {
            if (_section.OnChange && !(Volatile.Read(ref _changed) && _inputs.IsComplete))
                return Timeout.InfiniteTimeSpan;
            // The first reading is made as soon as there is something of everything.
            if (!_begun && _inputs.IsComplete)
                return TimeSpan.Zero;
            var wait = _around.Time.GetElapsedTime(_around.Time.GetTimestamp(), _due);
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    /// <summary>Reads once and publishes what came of it, unless requests need the model.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public void Read(CancellationToken stop)
    {
        Schedule();
        var changed = Volatile.Read(ref _changed);
        Volatile.Write(ref _changed, false); // before reading: what comes meanwhile is new
        if (_around.Busy() || ReadInputs(stop) is not { } report)
        {
            if (changed)
                Volatile.Write(ref _changed, true);
            _around.Counts.Skipped();
            _around.Log.Skipped(Name);
            return;
        }
        report = report with
        {
            Still = _value.Still,
            Leak = _value.Leaks,
            Stale = _section.StaleAfter is { } after ? _inputs.PictureAge >= after : null,
        };
        if (report.Error is null)
            _around.Counts.Reading();
        else
            _around.Counts.Refused();
        Tell(report);
        Publish(report);
    }

    /// <summary>Sets the value that the next one is held against, and answers with the watch's state.</summary>
    public void SetPrevious(ReadOnlySpan<byte> payload)
    {
        var error = _value.Set(payload);
        if (error is null)
            _around.Log.PreviousSet(Name);
        Publish(error is null ? new WatchReport() : WatchReport.Refused($"not set: {error}"));
    }

    /// <summary>Takes over the value of the state that an earlier process left at the broker.</summary>
    public void Restore(ReadOnlySpan<byte> state)
    {
        if (WatchValue.ReadState(state) is not { } message || !_value.Restore(message))
            return;
        _around.Log.Restored(Name);
        var announced = _state is not null; // an older one, from the folder, which replaced this one
        Renew(message);
        if (announced)
            _around.Publish(_state!);
    }

    /// <summary>Takes over what an earlier process kept in the state folder.</summary>
    public void Restore()
    {
        if (_around.Store.Load(Name) is not { } kept)
            return;
        if (WatchValue.ReadState(kept) is not { } message)
            _around.Log.KeptUnusable(Name, "it is no state of a watch.");
        else if (_value.Restore(message))
        {
            _around.Log.RestoredFromFolder(Name);
            Renew(message);
        }
    }

    /// <summary>Keeps the state now, if it is not on disk yet.</summary>
    public void Keep() => _keeper.Keep();

    // The state of an earlier process, with what the configuration says now.
    private void Renew(WatchMessage message) =>
        Say(message with { Value = _value.Accepted, Accepted = _value.AcceptedAt, Unit = _section.Unit });

    private OutgoingMessage Say(WatchMessage message)
    {
        _said = message;
        return _state = WatchReport.Message(_topic, message);
    }

    private bool PutFrame(ReadOnlyMemory<byte> payload)
    {
        var max = _around.Limits.PayloadBytes;
        if (payload.Length <= max)
            return _inputs.Put(payload);
        var reason = $"it has {payload.Length} bytes; at most {max} are read.";
        _around.Counts.BadFrame();
        if (IsNews("frame " + reason))
            _around.Log.BadFrame(Name, reason);
        return _inputs.PutUnreadable(reason);
    }

    private bool PutValue(IncomingMessage message)
    {
        if (
            SensorPayload.TryRead(
                message.Topic,
                message.Payload,
                _around.Limits.SensorChars,
                out var value,
                out var reason
            )
        )
            return _inputs.Put(message.Topic, value);
        _around.Counts.BadValue();
        if (IsNews(message.Topic + reason))
            _around.Log.BadValue(Name, message.Topic, reason);
        return _inputs.PutUnreadable(message.Topic, reason);
    }

    // A broken device repeats itself; the log need not.
    private bool IsNews(string what)
    {
        var news = what != _badInput;
        _badInput = what;
        return news;
    }

    // At equal distances; what was missed meanwhile is not made up for.
    private void Schedule()
    {
        var (now, interval) = (_around.Time.GetTimestamp(), Ticks(_section.Interval));
        _due = _begun && _due + interval > now ? _due + interval : now + interval;
        _begun = true;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * _around.Time.TimestampFrequency);

    /// <summary>Null when requests need the model.</summary>
    private WatchReport? ReadInputs(CancellationToken stop)
    {
        if (_inputs.Join(out var joined) is { } missing)
            return missing;
        var prompts = new List<string>();
        foreach (var template in _section.Prompts)
        {
            if (PromptTemplate.Fill(template, name => ValueOf(name, joined), out var prompt) is { } absent)
                return WatchReport.Refused(joined.Explain(absent));
            prompts.Add(prompt);
        }
        var hasFrame = _section.Inputs.FrameTopic is not null;
        if (
            hasFrame && _last.AnswersTo(joined.Frame, prompts, joined.SensorText, _around.Model.Description) is { } same
        )
        {
            _around.Counts.Unchanged();
            return Judge(same) with { Unchanged = true };
        }
        ReadOnlyMemory<byte> encoded = default;
        SKBitmap? frame = null;
        var doubtful = false;
        if (hasFrame && _frames.Read(joined.Frame, out encoded, out frame, out doubtful) is { } rejection)
            return BadFrame(rejection);
        using (frame)
            return Ask(
                new ResponderRequest(prompts[0])
                {
                    Sensors = joined.SensorText,
                    Image = encoded,
                    Frame = frame,
                    FrameDoubtful = doubtful,
                    Locate = _section.View.Locates && hasFrame,
                    Memory = _region,
                    Known = _section.Known,
                    Views = _section.Views,
                    MaxTokens = Min(_section.MaxTokens, _around.Limits.MaxTokens),
                    Deadline = _around.Time.GetTimestamp() + Ticks(_around.Limits.Deadline),
                    Choices = _section.Choices.Count > 0 ? _section.Choices : null,
                    Previous = _last.Text,
                    Progress = _around.Pulse.Beat,
                },
                prompts,
                stop
            );
    }

    private WatchReport? Ask(ResponderRequest request, IReadOnlyList<string> prompts, CancellationToken stop)
    {
        try
        {
            Rejection? rejection = null;
            var answers = _parts is null
                ? AnswerOf(_around.Model.AnswerAside(request, stop), out rejection)
                : _parts.Ask(request, prompts, one => _around.Model.AnswerAside(one, stop), out rejection);
            if (answers is not null)
            {
                _last.Keep(answers);
                return Judge(answers);
            }
            if (rejection is null)
                return null;
            var aboutFrame = !request.Image.IsEmpty && rejection.Code is 400 or 413 or 415;
            return aboutFrame ? BadFrame(rejection) : WatchReport.Refused(rejection.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // One failed reading must not end the watches; it is logged and published.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _around.Log.Failed(Name, e);
            return WatchReport.Refused("inference failed; the agent's log has the reason");
        }
    }

    private static IReadOnlyList<Answer>? AnswerOf(ResponderResult? result, out Rejection? rejection)
    {
        rejection = result?.Rejection;
        return result is { Answer: { } answer } ? [answer] : null;
    }

    private WatchReport Judge(IReadOnlyList<Answer> answers) =>
        _parts is null ? _value.Judge(answers[0]) : _value.Judge(answers);

    private WatchReport BadFrame(Rejection rejection)
    {
        _around.Counts.BadFrame();
        if (_lastError != rejection.Message) // a broken camera sends many
            _around.Log.BadFrame(Name, rejection.Message);
        return WatchReport.Refused(rejection.Message);
    }

    private string? ValueOf(string name, JoinedInputs joined) =>
        name == "previous" ? _value.Previous : joined.Find(name);

    private void Tell(WatchReport report)
    {
        _flags.Tell(report);
        if (report.IsMissing != _silent)
        {
            _silent = report.IsMissing;
            if (_silent)
                _around.Log.Silent(Name, report.Error!);
            else
                _around.Log.NoLongerSilent(Name);
        }
        if (_silent)
            return;
        // Once for a row of refusals: a meter that nobody can read at night says so every minute.
        if (report.Error is not null && _lastError is null)
            _around.Log.Refused(Name, report.Error);
        else if (report.Error is null && _lastError is not null)
            _around.Log.Recovered(Name);
        _lastError = report.Error;
        if (report.Resynchronised)
            _around.Log.Resynchronised(Name, _section.Gates.ResyncAfter);
    }

    private void Publish(WatchReport report)
    {
        var (value, since) = (_value.Accepted, _value.AcceptedAt);
        var state = Say(report.Describe(value, since, _section.Unit, _around.Time.GetUtcNow()));
        _around.Publish(state);
        _keeper.Keep(state.Payload, value, report.Error is not null);
    }

    private static int? Min(int? one, int? other) =>
        one is null ? other
        : other is null ? one
        : Math.Min(one.Value, other.Value);
}
