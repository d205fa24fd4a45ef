using Siskin.Agent.Wire;

namespace Siskin.Agent.Requests;

/// <summary>
/// The life of one accepted request, from its arrival to the delivery of its reply. Each step is allowed only after
/// certain others; any other order throws, because a request would be lost or answered twice. The broker may deliver
/// the request again in the meantime: every delivery is acknowledged once the reply is safe or delivered, never before.
/// </summary>
/// <remarks>Steps are taken under the ledger's lock; deliveries come at any time, on any thread.</remarks>
internal sealed class Request
{
    private readonly Lock _lock = new();
    private readonly OutgoingMessage? _envelope;
    private InferenceRequest? _question;
    private volatile RequestState _state;
    private List<Action>? _unacknowledged = []; // null: acknowledged

    /// <param name="question">What is asked.</param>
    /// <param name="envelope">The reply without its content.</param>
    /// <param name="key">Under which a duplicate is recognised, or null.</param>
    /// <param name="arrived">Timestamp of the arrival.</param>
    /// <param name="deadline">Timestamp after which no work is begun or continued.</param>
    public Request(InferenceRequest question, OutgoingMessage envelope, string? key, long arrived, long deadline)
    {
        (_question, _envelope, Id, Size) = (question, envelope, question.Id, question.Size);
        (Key, Arrived, Deadline, Expires) = (key, arrived, deadline, deadline);
    }

    // One that an earlier process left behind.
    private Request(string? key, long expires, string? id) =>
        (Key, Expires, Id, _unacknowledged) = (key, expires, id, null);

    public RequestState State => _state;

    /// <summary>What is asked; held until there is an answer.</summary>
    public InferenceRequest Question =>
        _question ?? throw new InvalidOperationException($"The question of a request that is {_state} is gone.");

    /// <summary>The reply without its content: where it goes, and until when it is of use.</summary>
    public OutgoingMessage Envelope =>
        _envelope ?? throw new InvalidOperationException("The reply of an earlier process is in its envelope already.");

    /// <summary>The client's name for the request, or null.</summary>
    public string? Id { get; }

    /// <summary>Bytes that the request holds while it waits.</summary>
    public long Size { get; }

    public string? Key { get; }

    public long Arrived { get; }

    public long Deadline { get; }

    /// <summary>Timestamp after which a repetition of the request need not be recognised any more.</summary>
    public long Expires { get; set; }

    /// <summary>
    /// Whether an earlier request under the same key was surely the same; without correlation data, two may just look
    /// alike.
    /// </summary>
    public bool Recognisable { get; init; } = true;

    /// <summary>Its place among those that the queue gave out, from 0; the next one has the next number.</summary>
    public long Place { get; set; } = -1;

    /// <summary>Its number in the ledger, where later ones have larger ones; 0 before it is entered.</summary>
    public long Number { get; private set; }

    /// <summary>How long it is of use in the ledger.</summary>
    public TimeSpan Life { get; private set; }

    /// <summary>How often work on it began, in earlier processes too.</summary>
    public int Attempts { get; private set; }

    /// <summary>The reply, once it is made.</summary>
    public OutgoingMessage? Reply { get; private set; }

    /// <summary>The reply, once others may see it; until then it could be lost.</summary>
    public OutgoingMessage? SentReply =>
        _state is RequestState.Sending or RequestState.Safe or RequestState.Delivered ? Reply : null;

    /// <summary>Whether only memory for a repeated request would be lost with it.</summary>
    public bool IsForgettable => _state is RequestState.Delivered or RequestState.HandedBack;

    /// <summary>One that an earlier process left: answered, perhaps delivered, or only begun.</summary>
    /// <param name="key">Under which a duplicate is recognised, or null.</param>
    /// <param name="expires">Timestamp after which it need not be.</param>
    /// <param name="attempts">How often work on it began.</param>
    /// <param name="reply">Its reply, or null.</param>
    /// <param name="id">The client's name for it, or null.</param>
    /// <param name="delivered">Whether the broker took the reply over.</param>
    public static Request Restored(
        string? key,
        long expires,
        int attempts,
        OutgoingMessage? reply,
        string? id,
        bool delivered
    ) =>
        new(key, expires, id)
        {
            Attempts = attempts,
            Reply = reply,
            _state =
                reply is null ? RequestState.HandedBack
                : delivered ? RequestState.Delivered
                : RequestState.Safe,
        };

    /// <summary>The ledger gives it a number.</summary>
    public void Enter(long number, TimeSpan life)
    {
        if (Number != 0)
            throw new InvalidOperationException(
                $"The request has the number {Number} already; {number} would be its second."
            );
        (Number, Life) = (number, life);
    }

    /// <summary>It is <paramref name="before"/>, delivered again: what was counted of that counts on.</summary>
    public void GoOnFrom(Request before)
    {
        if (before._state != RequestState.HandedBack)
            throw new InvalidOperationException($"A request that is {before._state} is not delivered again.");
        Enter(before.Number, before.Life);
        (Attempts, Expires) = (before.Attempts, before.Expires);
    }

    /// <summary>Work on it begins.</summary>
    public void Begin()
    {
        Go(RequestState.Begun, _state == RequestState.Received);
        Attempts++;
    }

    /// <summary>There is a reply, a refusal perhaps.</summary>
    public void Answer(OutgoingMessage reply)
    {
        Go(RequestState.Answered, _state is RequestState.Received or RequestState.Begun);
        (Reply, _question) = (reply, null);
    }

    /// <summary>The reply goes out.</summary>
    /// <param name="safe">Whether it survives the process; otherwise the broker has to keep the request.</param>
    public void Send(bool safe) => Go(safe ? RequestState.Safe : RequestState.Sending, _state == RequestState.Answered);

    /// <summary>The broker took the reply over, or refused it for good.</summary>
    public void Deliver() => Go(RequestState.Delivered, _state is RequestState.Sending or RequestState.Safe);

    /// <summary>
    /// It stays unanswered and unacknowledged. Work that began did not end the process, so it does not count.
    /// </summary>
    public void HandBack()
    {
        var begun = _state == RequestState.Begun;
        Go(RequestState.HandedBack, _state == RequestState.Received || begun);
        _question = null;
        if (begun)
            Attempts--;
    }

    /// <summary>Takes over the acknowledgement of one delivery.</summary>
    public void Attach(Action acknowledge)
    {
        lock (_lock)
        {
            if (_unacknowledged is not null)
            {
                _unacknowledged.Add(acknowledge);
                return;
            }
        }
        acknowledge();
    }

    /// <summary>Acknowledges every delivery, the ones still to come included.</summary>
    public void Acknowledge()
    {
        if (_state is not (RequestState.Safe or RequestState.Delivered))
            throw new InvalidOperationException($"A request that is {_state} must not be acknowledged.");
        List<Action>? waiting;
        lock (_lock)
            (waiting, _unacknowledged) = (_unacknowledged, null);
        foreach (var acknowledge in waiting ?? [])
            acknowledge();
    }

    private void Go(RequestState next, bool allowed) =>
        _state = allowed
            ? next
            : throw new InvalidOperationException($"A request that is {_state} cannot become {next}.");
}
