using Siskin.Runtime.Tests.Signals.Questions;
using Xunit;

namespace Siskin.Runtime.Tests.Signals.Reading;

/// <summary>Texts whose values stand among other lines, or in lines that tell of a change.</summary>
public sealed class PartsTests
{
    private const string Unit = """
        Air unit K-350     2031-02-03 20:15
        Signal            Value    Min    Max   Unit
        Supply fan         1180    800   2600   rpm
        Outdoor air        -1.7    -20     40   °C
        Extract humidity     67     30     60   %
        Bypass           closed
        """;

    private const string Fans = """
        Inlet Temp       | 23 degrees C      | ok
        Exhaust Temp     | 39 degrees C      | ok
        Fan2             | 360 RPM           | cr
        """;

    private const string Waves = """
        2031-02-11 17:33:21.604 CNTRLR « [Node 014] received wakeup notification
        2031-02-11 17:33:21.790 CNTRLR   [Node 014] [~] [Multilevel Sensor] Air temperature: 20.6 => 20.8  [Endpoint 0]
        2031-02-11 17:52:48.334 CNTRLR   [Node 009] The node is now dead.
        2031-02-11 18:04:55.602 CNTRLR   [Node 031] [~] [Meter] Consumption [W]: 0 => 1480.5  [Endpoint 1]
        """;

    private const string Lift = """
        LIFT-B  07:58:12.410 INFO   floor=0 dir=UP load=412kg
        LIFT-B  07:58:46.771 WARN   door reopen, light curtain
        LIFT-B  07:59:20.913 ERROR  overload load=1068kg
        LIFT-B  08:00:02.230 INFO   overload cleared load=941kg
        """;

    private const string Router = """
        feb/18/2031 06:02:10 dhcp,warning dhcp-lan offering lease 10.20.0.77 without success
        feb/18/2031 06:30:18 pppoe,ppp,error pppoe-out1: connection terminated
        feb/18/2031 06:33:51 interface,info pppoe-out1 link up
        """;

    private const string Counters = """
        "(PDH-CSV 4.0)","\\\\SQL-02\\Processor(_Total)\\% Processor Time","\\\\SQL-02\\Memory\\Available MBytes"
        "03/06/2031 09:00:00.214","34.118","6120.000"
        "03/06/2031 09:05:00.219","91.440","5544.000"
        "03/06/2031 09:10:00.226","47.902","2210.000"
        """;

    private const string Drives = """
        addr=7 drive=FC-302 pump=booster_2 status=RUNNING out=41.87Hz runhours=20941h
        addr=8 drive=FC-302 pump=booster_3 status=STOPPED out=0.00Hz runhours=18377h
        """;

    private const string Tanks = """
        spBv1.0/Brew/DDATA/e3/tank12 {"timestamp":1740489000000,"metrics":[
        {"name":"Temp","value":11.8},{"name":"Pressure","value":0.92}]}
        spBv1.0/Brew/DDATA/e3/tank14 {"timestamp":1740489000000,"metrics":[
        {"name":"Temp","value":2.1},{"name":"Pressure","value":1.35}]}
        """;

    private const string Freezer = """
        [[{"entity_id":"sensor.chest","state":"-18.9","attributes":{"unit_of_measurement":"°C","friendly_name":"Chest Freezer Temperature"},"last_changed":"2031-03-21T00:02:11+00:00"},
        {"state":"-17.8","last_changed":"2031-03-21T01:02:11+00:00"},{"state":"-18.4","last_changed":"2031-03-21T03:02:11+00:00"}]]
        """;

    private const string Kernel = """
        [    4.812204] hwmon hwmon1: Undervoltage detected!
        [    8.844310] hwmon hwmon1: Voltage normalised
        [ 1822.990312] hwmon hwmon1: Undervoltage detected!
        """;

    private const string Plants = """
        [21:14:03][D][sensor:093]: 'Soil': Sending state 38.20000 % with 1 decimals of accuracy
        [21:14:33][W][component:237]: Component api took a long time for an operation (68 ms).
        [21:15:40][D][switch:055]: 'Heat Mat': Sending state ON
        """;

    private const string Meter = """
        <MBusData><SlaveInformation><Id>6</Id></SlaveInformation>
        <DataRecord id="2"><Function>Instantaneous value</Function><Unit>Flow temperature (deg C)</Unit><Value>64.3</Value></DataRecord>
        <DataRecord id="3"><Function>Instantaneous value</Function><Unit>Return temperature (deg C)</Unit><Value>41.9</Value></DataRecord>
        </MBusData>
        """;

    private const string Channels = """
        Kanal;Beschreibung;Wert;Einheit;Status
        DMS01;Dehnung Mitte;-148,2;µm/m;OK
        DMS02;Dehnung Auflager;311,7;µm/m;ALARM
        TMP01;Temperatur;3,8;°C;OK
        """;

    private const string Herd = """
        {"cow":"DE0357712","body_t":38.6,"milk_kg":31.4}
        {"cow":"DE0357715","body_t":39.8,"milk_kg":19.2}
        {"cow":"DE0357719","body_t":38.5,"milk_kg":28.9}
        """;

    [Theory]
    [InlineData(Unit, "what is the outdoor air?", "-1.7 °C")]
    [InlineData(Unit, "is anything out of its limits?", "yes: Extract humidity 67 %")]
    [InlineData(Fans, "how much warmer is the exhaust than the inlet", "16°C")]
    [InlineData(Drives, "which booster has more run hours?", "booster_2/runhours 20941h")]
    [InlineData(Channels, "DMS01 reading", "-148,2 µm/m")]
    [InlineData(Channels, "how many channels are OK", "2")]
    [InlineData(Herd, "which cow gives the most milk?", "DE0357712 31.4")]
    [InlineData(Tanks, "what is the temp of tank14?", "2.1")]
    [InlineData(Meter, "flow temperature?", "64.3 °C")]
    public void Values_among_other_lines_are_read(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Theory]
    [InlineData(Waves, "node 031 consumption", "1480.5")]
    [InlineData(Waves, "by how much did the air temperature of node 14 go up?", "0.2")]
    [InlineData(Lift, "how many warnings are in the log?", "1")]
    [InlineData(Lift, "how long did the overload last?", "41.317 s")]
    [InlineData(Router, "how many dhcp warnings were there", "1")]
    [InlineData(Router, "when did the link come up?", "06:33:51")]
    [InlineData(Counters, "when was the processor time highest?", "03/06/2031 09:05:00.219")]
    [InlineData(Freezer, "freezer temp at 01:02?", "-17.8")]
    [InlineData(Kernel, "how many times was undervoltage detected?", "2")]
    [InlineData(Plants, "how many warnings?", "1")]
    [InlineData(Plants, "when was the heat mat switched on?", "21:15:40")]
    public void Lines_that_tell_of_a_change_are_read(string text, string prompt, string answer) =>
        Ask.Answers(text, prompt, answer);

    [Fact]
    public void Errors_are_looked_for_in_a_window_of_time() =>
        Ask.Answers(
            "2031-01-20 09:02:47 ERROR tariff: timeout\n2031-01-20 09:40:03 INFO mqtt: connected",
            "any errors after 09:30?",
            "no"
        );
}
