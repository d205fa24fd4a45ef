using Microsoft.Extensions.Logging;
using Siskin.Agent.Configuration;
using Siskin.Agent.Models;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Updates;

/// <summary>What updates work with.</summary>
/// <param name="Terms">The terms.</param>
/// <param name="Configured">The configured bundle.</param>
/// <param name="Topics">The device's topics.</param>
/// <param name="Store">The bundles that came.</param>
/// <param name="Shared">The model that answers, with its turns.</param>
/// <param name="Switch">Changes it.</param>
/// <param name="Questions">The latest questions.</param>
/// <param name="Load">Loads a bundle beside it; the flag: even where memory seems not to suffice.</param>
/// <param name="Http">Fetches files.</param>
/// <param name="PartBytes">Largest part of a file that comes over MQTT.</param>
/// <param name="FreeBytes">Room on the disk of a folder.</param>
/// <param name="Publish">Takes the messages.</param>
/// <param name="Report">What is told of the update.</param>
/// <param name="Time">Clock.</param>
/// <param name="Log">Log.</param>
internal sealed record UpdateSurroundings(
    UpdatesSection Terms,
    BundleSection Configured,
    TopicLayout Topics,
    BundleStore Store,
    SharedModel Shared,
    ModelSwitch Switch,
    RecentQuestions Questions,
    Func<BundleSection, bool, Candidate> Load,
    HttpMessageInvoker Http,
    int PartBytes,
    Func<string, long> FreeBytes,
    Action<OutgoingMessage> Publish,
    UpdateReport Report,
    TimeProvider Time,
    ILogger Log
)
{
    /// <summary>The bundle of a key of the store; the configured one for null.</summary>
    public BundleSection SectionOf(string? key) => Store.SectionOf(key, Configured, Terms);
}
