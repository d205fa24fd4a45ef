namespace Siskin.Agent.Sensors;

/// <summary>A sensor that cannot be read; the message is the reason for people and holds no measured value.</summary>
internal sealed class SensorFault(string reason) : Exception(reason);
