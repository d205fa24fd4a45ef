namespace Siskin.Fleet.Devices;

/// <summary>
/// Tells devices that come and go from those that went once, as routers damp routes (RFC 2439): every return adds a
/// penalty that halves with time. Above one threshold the device flaps, and it does until it is below a lower one.
/// </summary>
/// <param name="time">Clock.</param>
internal sealed class FlapDamper(TimeProvider time)
{
    private const double From = 2.5;
    private const double Until = 1;
    private const double Most = 12; // quiet again after 18 minutes, however often it came and went

    private static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(5);

    private double _penalty;
    private long _since = time.GetTimestamp();
    private bool _flapping;

    /// <summary>Whether it comes and goes at present.</summary>
    public bool IsFlapping
    {
        get
        {
            Decay();
            _flapping = _penalty >= (_flapping ? Until : From);
            return _flapping;
        }
    }

    /// <summary>It came back, or began anew.</summary>
    public void Return()
    {
        Decay();
        _penalty = Math.Min(_penalty + 1, Most);
        _flapping |= _penalty >= From;
    }

    private void Decay()
    {
        var passed = time.GetElapsedTime(_since);
        _since = time.GetTimestamp();
        _penalty *= Math.Pow(0.5, passed / HalfLife);
    }
}
