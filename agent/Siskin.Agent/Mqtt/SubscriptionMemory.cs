using System.Text;
using Microsoft.Extensions.Logging;
using Siskin.Runtime;

namespace Siskin.Agent.Mqtt;

/// <summary>
/// The filters that the broker may hold in the agent's session, kept across restarts: a filter is noted before it is
/// subscribed and forgotten once the broker has said that it is gone. One per line, below a line that names the
/// session.
/// </summary>
internal sealed class SubscriptionMemory
{
    private const string FileName = "subscriptions";
    private const int MaxBytes = 1 << 20;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _filters = new(StringComparer.Ordinal);
    private readonly string? _path;
    private readonly string _session;
    private readonly ILogger _log;
    private bool _complained;

    /// <param name="folder">State folder, or null to remember only as long as the process lives.</param>
    /// <param name="session">Names broker and client id; what belongs to another session is of no use.</param>
    /// <param name="log">Log.</param>
    public SubscriptionMemory(string? folder, string session, ILogger log)
    {
        (_path, _session, _log) = (folder is null ? null : Path.Combine(folder, FileName), session, log);
        if (_path is not null)
            Load(_path);
    }

    public IReadOnlyList<string> Filters
    {
        get
        {
            lock (_lock)
                return [.. _filters];
        }
    }

    public void Add(IEnumerable<string> filters)
    {
        lock (_lock)
        {
            var before = _filters.Count;
            _filters.UnionWith(filters);
            if (_filters.Count != before)
                Save();
        }
    }

    public void Remove(IEnumerable<string> filters)
    {
        lock (_lock)
        {
            var before = _filters.Count;
            _filters.ExceptWith(filters);
            if (_filters.Count != before)
                Save();
        }
    }

    private void Load(string path)
    {
        try
        {
            if (!File.Exists(path))
                return;
            var lines = RegularFile.ReadAllText(path, MaxBytes).Split('\n');
            if (lines.Length > 0 && lines[0] == _session)
                _filters.UnionWith(lines.Skip(1).Where(line => line.Length > 0));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Complain(e.Message);
        }
    }

    private void Save()
    {
        if (_path is null)
            return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            var text = new StringBuilder(_session)
                .Append('\n')
                .AppendJoin('\n', _filters.Order(StringComparer.Ordinal));
            RegularFile.Replace(_path, Encoding.UTF8.GetBytes(text.Append('\n').ToString()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Complain(e.Message);
        }
    }

    private void Complain(string reason)
    {
        if (_complained)
            return;
        _complained = true;
        _log.SubscriptionsNotKept(_path!, reason);
    }
}
