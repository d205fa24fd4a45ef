using System.Net;
using Siskin.Agent.Configuration;
using Siskin.Fleet.Devices;
using Siskin.Fleet.Web;

namespace Siskin.Fleet.Service;

/// <summary>How <c>siskin-fleet serve</c> runs.</summary>
/// <param name="Broker">The broker.</param>
/// <param name="Root">First level or levels of the topics.</param>
/// <param name="Listen">Address of the page.</param>
/// <param name="Token">What opens it, or null.</param>
/// <param name="DataFolder">Where the history lies, or null for none.</param>
/// <param name="HistoryBytes">Largest size of it.</param>
/// <param name="FramesFolder">Where frames that were read wrong are kept, or null for nowhere.</param>
/// <param name="Labels">What the operator says of devices.</param>
/// <param name="Limits">What the picture may hold.</param>
internal sealed record ServeOptions(
    BrokerSection Broker,
    string Root,
    IPEndPoint Listen,
    AccessToken? Token,
    string? DataFolder,
    long HistoryBytes,
    string? FramesFolder,
    FleetLabels Labels,
    FleetLimits Limits
);
