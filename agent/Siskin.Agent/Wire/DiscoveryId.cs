using System.Security.Cryptography;
using System.Text;

namespace Siskin.Agent.Wire;

/// <summary>
/// The id of a device in Home Assistant, which allows letters, digits, '_' and '-'. If that loses part of the name,
/// part of its hash makes up for it: <c>kitchen.1</c> and <c>kitchen 1</c> are two devices.
/// </summary>
internal static class DiscoveryId
{
    private const int HashBytes = 4;

    public static string Of(string root, string device)
    {
        var id = new StringBuilder();
        foreach (var c in $"{root}_{device}")
            id.Append(IsPlain(c) ? c : '_');
        // With '_' in the root nobody knows where it ends.
        if (root.All(c => IsPlain(c) && c != '_') && device.All(IsPlain))
            return id.ToString();
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{root}/{device}"));
        return $"{id}_{Convert.ToHexStringLower(hash.AsSpan(0, HashBytes))}";
    }

    /// <summary>Where a device is introduced to Home Assistant.</summary>
    /// <param name="prefix">Where Home Assistant listens.</param>
    /// <param name="root">Root of the device's topics.</param>
    /// <param name="device">Name of the device.</param>
    public static string TopicOf(string prefix, string root, string device) =>
        $"{prefix}/device/{Of(root, device)}/config";

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
