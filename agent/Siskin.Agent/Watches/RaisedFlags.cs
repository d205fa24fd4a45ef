using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;

namespace Siskin.Agent.Watches;

/// <summary>Logs when the flags of a watch are raised and lowered.</summary>
/// <param name="section">What raises them.</param>
/// <param name="log">Log.</param>
internal sealed class RaisedFlags(WatchSection section, ILogger log)
{
    private bool _leak;
    private bool _stale;

    /// <summary>Takes the flags of a reading; says what is new.</summary>
    public void Tell(WatchReport report)
    {
        var (leak, stale) = (report.Leak ?? false, report.Stale ?? false);
        if (leak && !_leak)
            log.Leaks(section.Name, section.LeakAfter!.Value.TotalHours);
        if (stale && !_stale)
            log.Stale(section.Name, section.StaleAfter!.Value.TotalSeconds);
        if ((_leak && !leak) || (_stale && !stale))
            log.AlarmOver(
                section.Name,
                leak ? "leak"
                    : stale ? "stale"
                    : "none"
            );
        (_leak, _stale) = (leak, stale);
    }
}
