namespace Siskin.Agent.Mqtt;

/// <summary>
/// Publishes a state that several threads change, one at a time and without a lock: a change during a publish causes
/// another publish, so the last one is never older than the last change.
/// </summary>
/// <param name="publish">Reads the state and publishes it.</param>
internal sealed class Announcement(Action publish)
{
    private int _wanted;

    /// <summary>The state has changed. Returns at once when another thread is publishing.</summary>
    public void Renew()
    {
        if (Interlocked.Increment(ref _wanted) > 1)
            return;
        int seen;
        do
        {
            seen = Volatile.Read(ref _wanted);
            try
            {
                publish();
            }
            catch
            {
                Volatile.Write(ref _wanted, 0); // the next change tries again
                throw;
            }
        } while (Interlocked.Add(ref _wanted, -seen) > 0);
    }
}
