using System.Device.I2c;
using System.Globalization;

namespace Siskin.Agent.Sensors.Simulated;

/// <summary>
/// An I2C bus without wires, for tests of the whole agent where no sensor is. Its devices are told by an environment
/// variable as <c>TYPE@ADDRESS</c> or <c>TYPE@ADDRESS=FAULT</c>, separated by commas:
/// <c>bme280@0x76,sht3x@0x44=crc</c>.
/// </summary>
internal sealed class SimulatedBus(TimeProvider time) : I2cBus
{
    /// <summary>The number that stands for it where buses are numbered.</summary>
    public const int Number = -1;

    /// <summary>The environment variable; without it a configuration cannot name the bus.</summary>
    public const string Variable = "SISKIN_SIMULATED_I2C";

    private readonly Dictionary<int, SimulatedChip> _chips = [];
    private readonly Dictionary<int, SimulatedFault> _faults = [];
    private readonly HashSet<int> _opened = [];
    private readonly ManualResetEventSlim _released = new();

    /// <summary>Whether the environment names devices.</summary>
    public static bool IsAllowed => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The bus that the environment describes.</summary>
    public static SimulatedBus FromEnvironment() =>
        Parse(Environment.GetEnvironmentVariable(Variable) ?? "", TimeProvider.System);

    /// <exception cref="FormatException">The text names no device, or no fault that is known.</exception>
    public static SimulatedBus Parse(string text, TimeProvider time)
    {
        var bus = new SimulatedBus(time);
        foreach (var device in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = device.Split('@', '=');
            var fault = SimulatedFault.None;
            if (
                parts.Length < 2
                || !parts[1].StartsWith("0x", StringComparison.Ordinal)
                || (parts.Length > 2 && !Enum.TryParse(parts[2], ignoreCase: true, out fault))
            )
            {
                throw new FormatException($"{Variable}: {device} is not TYPE@0xADDRESS or TYPE@0xADDRESS=FAULT.");
            }
            bus.Plug(
                parts[0],
                int.Parse(parts[1].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                fault
            );
        }
        return bus;
    }

    /// <summary>Connects a chip of that type.</summary>
    public void Plug(string type, int address, SimulatedFault fault = SimulatedFault.None)
    {
        _chips[address] = SimulatedChips.Create(type, time);
        _faults[address] = fault;
    }

    /// <summary>Changes what goes wrong at an address.</summary>
    public void Break(int address, SimulatedFault fault) => _faults[address] = fault;

    /// <summary>What goes wrong there; nothing acknowledges an address without a chip.</summary>
    public SimulatedFault FaultOf(int address) => _faults.GetValueOrDefault(address, SimulatedFault.Nack);

    /// <summary>Lets hanging calls return.</summary>
    public void Release() => _released.Set();

    /// <summary>Whether a call hangs, or did.</summary>
    public bool Hangs { get; private set; }

    /// <summary>Returns after <see cref="Release"/>.</summary>
    public void WaitForRelease()
    {
        Hangs = true;
        _released.Wait();
    }

    public override I2cDevice CreateDevice(int deviceAddress)
    {
        if (!_opened.Add(deviceAddress))
            throw new InvalidOperationException($"Address 0x{deviceAddress:x2} is open already.");
        return new SimulatedDevice(this, deviceAddress, _chips.GetValueOrDefault(deviceAddress) ?? new AbsentChip());
    }

    public override void RemoveDevice(int deviceAddress) => _opened.Remove(deviceAddress);

    // Never asked: the fault of its address comes first.
    private sealed class AbsentChip : SimulatedChip
    {
        public override void Write(ReadOnlySpan<byte> bytes) { }

        public override void Read(Span<byte> bytes) { }
    }
}
