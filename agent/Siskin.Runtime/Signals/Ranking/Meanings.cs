namespace Siskin.Runtime.Signals.Ranking;

/// <summary>
/// What everyday words say of quantities, things and states, beyond the <see cref="Questions.Concepts"/> that the rules
/// read: a line a meaning, of the words and phrases of questions, the words of names, and the units. A plus or minus
/// behind a phrase says that the highest or the lowest is asked for. They only lend weight: a word may have many
/// meanings, and the ranking learns what each is worth.
/// </summary>
internal static class Meanings
{
    /// <summary>Three fields a line, parted by bars; phrases parted by commas, words of names and units by blanks.</summary>
    public const string Table = """
        warm, warmth, hot, heat, heated, cold, cool, chilly, chilled, freezing, frozen, icy, frost, frosty, toasty, cosy, mild, degrees, thermometer, shiver, shivering, sweat, sweating, boiling, scorching, roasting, burning up, overheating, run hot, running hot, fever, lukewarm, tepid, thaw, thawed, hottest+, warmest+, toastiest+, cosiest+, mildest+, sweltering+, shiver the most-, coldest-, coolest-, chilliest-, iciest-, frostiest-, sweating most+ | temperature temp temps tmp t tc tmp1 celsius fahrenheit thermal thermocouple tctl tdie tccd composite package core systin cputin warm heat therm | °c °f c f k celsius
        humid, humidity, damp, dampness, moist, moisture, muggy, clammy, musty, steamy, sticky, dry air, water in the air, water vapour, dampest+, muggiest+, most humid+, driest- | humidity hum humid rh moisture hr rf feuchte luftfeuchte | %rh rh
        soil, ground, earth, compost, roots, watering, thirsty, wilting, parched, dry, wet, soggy, wettest+, soggiest+, driest-, thirstiest-, most parched- | soil ground moisture vwc wetness feuchte humidity hum | % %vwc
        pressure, squeeze, psi, bar, bars, inflated, pumped up, tight, vacuum, suction, underpressure, overpressure, deepest vacuum-, flattest- | pressure press pres prs p bar psi kpa mbar vac vacuum suction dp head baro druck pt | bar mbar hpa pa kpa mpa psi psig torr mmhg
        barometer, glass, air pressure, atmospheric, sea level pressure, weather changing | barometer baro pressure barometric hpa qnh mslp pres luftdruck | hpa mbar inhg
        charge, charged, juice, juice left, state of charge, how full, battery left, percent left, topped up, drained, flat, empty, running out, run down, almost dead, fullest+, emptiest-, flattest- | soc charge battery batt bat level percentage pct percent bcharge akku | %
        battery, batteries, cell, cells, accumulator, coin cell, backup battery, cmos, pack | battery batt bat vbat cell bms accu akku pack cr2032 powerwall | v mv %
        fresh batteries, swap a battery, swap the battery, change the battery, new battery, replace the battery, low battery, weak battery, begging for, dying- | battery batt bat lowbat low soc charge battery_low level | %
        voltage, volts, potential, electrical pressure, sagging, overvoltage, undervoltage | voltage volt volts v u vac vdc vbat vcc vin vout linev mv spannung vpv | v mv kv
        current, amps, amperes, amperage, milliamps, draws, pulls | current amp amps curr i a ma irms strom ipv load | a ma
        power, watts, wattage, kilowatts, drawing, draws, draw, pulling, pulls, guzzling, guzzle, sucking, eating, eats, hog, hungry, consuming, consumes, use, using, consumption, electricity, load, burning, hungriest+, hog+, biggest consumer+, thirstiest+ | power watt watts w kw mw pwr apower p pac load leistung realpower consumption ppv va act | w kw mw va kva
        energy, kilowatt hours, kwh, used up, consumed, electricity used, juice used, electric meter, clocked up, accumulated | energy kwh wh total consumption yield import export aenergy verbrauch meter etotal eday | kwh wh mwh
        generating, generated, produce, producing, production, harvest, harvested, yield, making, delivering, output, coming off the roof, panels, solar, sun, pv, photovoltaic, inverter, microinverter | solar pv ppv yield production generation generated output inverter pac panel photovoltaic watts p | w kw kwh wh
        grid, mains, utility, public network, outside supply, wall power, shore, socket, plugged into the wall, power cut, blackout, outage | grid mains line input utility shore ac net import netz linev site | v w kw kwh
        bought, buy, buying, purchase, import, imported, drawn from the grid, taken from the grid, from the grid | import imported purchased consumed grid bezug from in | kwh w kw
        sold, sell, selling, fed in, feed in, feeding back, give back, export, exported, surplus, pushed out | export exported feedin returned einspeisung feed surplus sold | kwh w kw
        price, cost, costs, expensive, cheap, tariff, cents, dear, money, dearest+, most expensive+, priciest+, cheapest- | price cost tariff ct rate eur cent cents | ct/kwh eur €
        charging session, session, plugged in, car, vehicle, ev, wallbox, charge point, charger, charging station | session charging vehicle car ev charger connector station wallbox connected plugged charge | kwh kw w
        range, how far, drive, miles left, get me, reach | range distance remaining km est_range miles | km mi
        mileage, driven, odometer, on the clock, total distance | odometer mileage odo km distance total trip | km mi
        fuel, diesel, petrol, gasoline, gas, tank, refuel, fill up, filling, filling station | fuel diesel petrol tank fuel_level fuelpct gasoline lpg level fuel_pct | % l gal
        tyre, tyres, tire, tires, wheel, wheels, flat tyre | tire tyre wheel tpms fl fr rl rr pressure | bar psi kpa
        level, full, fill, filled, fullness, contents, content, depth, how much is in, how much left, amount in, high, fullest+, emptiest-, run dry-, running dry- | level lvl fill tank volume fuellstand niveau depth lt height content quantity silo stock | % m cm mm l m³ m3
        depth, deep, under us, under the keel, below the hull, how much water, deepest+, shallowest- | depth sounder transducer belowtransducer level water pegel stage draft draught | m ft cm mm
        stern, aft, back, rear, bow, front, fore, forward, port, starboard, left, right | aft fwd forward stern bow rear front port stbd starboard left right fpt apt draft draught |
        heel, list, listing, leaning, leans, tilt, tilted, inclination, slope, angle, pitch, roll | heel list tilt angle roll pitch inclination trim heel_deg incl | ° deg
        heading, course, bearing, direction, pointing, which way, compass | heading hdg course cog dir direction bearing azimuth hdt | ° deg
        location, where is, where's, whereabouts, position, place, room, zone, spot | location loc zone place position room area gps lat lon lng latitude longitude pos floor address site |
        altitude, height, high up, above the ground, elevation, climb to, flying | altitude alt height elevation agl climb msl | m ft
        climb, climbing, descent, descending, sink rate, sinking, vertical speed, fastest descent- | climb vspeed vs sink vario vertical rate | m/s ft/min
        speed, fast, quick, quickly, slow, pace, velocity, travelling, going, fastest+, quickest+, slowest- | speed spd velocity vel v rpm sog kmh mph knots windspeed rate bpm groundspeed | m/s km/h rpm kn mph 1/min km/h
        rpm, revolutions, revs, spinning, turning, rotating, spins, turns, rotation | rpm speed rotation n spindle drehzahl s fan revs | rpm 1/min u/min
        fan, fans, ventilator, blower, blowing, airflow, ventilation, cooling fan | fan blower vent ventilation fan1 supplyfan exhaust airflow | rpm %
        wind, breeze, blowing, windy, breezy, gale, storm, windiest+, calmest- | wind windspeed wspd speed avg wdir | m/s km/h mph kn
        gust, gusts, gusting, squall | gust gusts windgust wgust gst maxdailygust | m/s km/h mph kn
        rain, raining, rainfall, wet outside, shower, precipitation, poured, pouring, umbrella, wettest+ | rain rainfall precip precipitation rainrate dailyrain rate | mm mm/h in
        snow, snowing, snowfall, snowpack | snow snowdepth snow_depth | cm mm
        sunshine, sunlight, sun, sunny, uv, sunburn, solar radiation, irradiance, brightness of the sun | solar radiation irradiance uv uvi ghi solarradiation sun par lux | w/m² lx
        light, lights, lamp, lamps, lit, bulb, bulbs, illuminated, bright, dark, gloomy, lux, brightest+, darkest-, gloomiest- | light lamp illuminance lux brightness bulb led lx intensity lights | lx lux %
        visibility, fog, foggy, see far, mist | visibility vis fog | km m
        waves, swell, sea state, wave height, choppy, rough sea | wave wvht swell waves dpd height hs | m s
        flow, flowing, flows, throughput, litres per minute, streaming, running through, circulation, circulating, pouring in, inflow, outflow, rate of flow | flow flowrate rate lpm gpm durchfluss ft inflow outflow q flow_lpm discharge volumenstrom | l/min l/h m³/h m3/h l/s gpm lpm
        water used, litres used, gone through, how much water, watered, drunk, water consumption | water litres liters volume m3 water_m3 total l consumption today | l m³ m3 gal
        leak, leaking, leakage, wet, flood, flooded, puddle, dripping, water on the floor, dry | leak water flood wet moisture leakage drip |
        hot water, shower, bath, tap water, cylinder, boiler, domestic water, bathing | dhw hotwater cylinder boiler hws tank water tww ww geyser hwc | °c °f
        supply, flow pipe, going out, leaving, outgoing, feed, leave, leaves | supply flow vl vorlauf out outlet leaving outlet_temp chws fwd main_outlet lwt sat | °c
        return, returning, comes back, come back, coming back, back, incoming | return rl ret inlet rücklauf ruecklauf in chwr rat entering ewt backflow | °c
        pool, spa, tub, jacuzzi, swimming, swim | pool spa tub water | °c
        salt, salty, salinity, brine, saltiest+ | salt salinity sal brine nacl | ppt psu g/l
        acid, acidic, acidity, alkaline, sour, ph, basic, most acidic-, most alkaline+, sourest- | ph acidity alkalinity | ph
        chlorine, disinfectant, redox, sanitizer, chlorinated | chlorine cl2 orp redox chlor free_chlorine residual | mg/l ppm mv
        cloudy, murky, clear, turbid, turbidity, clarity, muddy, murkiest+, cloudiest+, clearest- | turbidity ntu turb ntu fnu trübung | ntu fnu
        oxygen, o2, breathe, air content, dissolved oxygen, aeration, short of oxygen- | oxygen o2 do dissolved saturation | % mg/l %vol
        saturation, oxygen saturation, sats, blood oxygen | spo2 saturation sat o2sat | %
        pulse, heart rate, heartbeat, heart, bpm | hr pulse heart_rate heartrate bpm | bpm
        breathing, breaths, respiration, respiratory | rr resp respiration breathing | /min bpm
        stuffy, stale, fresh air, air out, airing, co2, carbon dioxide, air quality, ventilated, breathe, stuffiest+, freshest-, best air-, worst air+ | co2 voc tvoc iaq aqi airquality eco2 dioxide air_quality | ppm
        carbon monoxide, co | co monoxide | ppm
        methane, gas leak, explosive, firedamp, natural gas | ch4 methane gas lel firedamp | %vol ppm %lel
        dust, dusty, particles, particulates, fine dust, smog, soot, dirty air, dustiest+, dirtiest+, cleanest- | pm dust particulate pm25 pm10 pm2 pm1 particles | µg/m³ ug/m3
        ammonia, ammonium, nitrate, fertiliser, nutrient | nh3 nh4 ammonia ammonium no3 nitrate | ppm mg/l
        noise, noisy, loud, quiet, silent, sound, racket, din, decibels, hum, humming, loudest+, noisiest+, quietest- | noise sound db spl dba laeq leq sound_hz | db dba
        vibration, vibrating, shaking, shakes, shake, rattling, rough, rougher, trembling, wobbling, shakiest+, smoothest- | vibration vib rms acc accelerometer vel vibr mm_s | mm/s g mm/s2
        torque, screwing, tight, tightness, twisting, tighten | torque nm md drehmoment | nm
        force, pushing, pull, tension, thrust, load cell | force tension load kn n strain | n kn
        weight, heavy, weigh, weighs, mass, kilos, kilograms, tonnes, heaviest+, lightest- | weight mass kg wt load gross net tare seed_kg | kg g t lb
        conductivity, conductance, minerals, hardness, tds | conductivity cond ec tds hardness us | µs/cm us/cm ms/cm ppm
        viscosity, thick, runny, thickness, thin | viscosity thickness cp mpas | mpas cp mm
        size, length, width, diameter, long, wide, gap, clearance | length width diameter gap size thickness distance dist height cushion | mm cm m µm
        distance, away, near, close, far, closest-, nearest-, farthest+ | distance dist range proximity gap | m cm mm km
        door, doors, gate, gates, hatch, shutter, lid, cover, flap, ajar, opened, left open, closed, shut | door gate hatch contact cover lid shutter roller flap garage doors |
        window, windows, skylight, handle | window contact handle skylight roof rhs |
        lock, locked, unlocked, bolted, secured, latch | lock locked latch bolt deadbolt |
        motion, movement, someone, somebody, anyone, anybody, person, people, presence, occupied, moving, present, home, at home, who is home | motion occupancy presence pir occupied person people home movement tracker count |
        armed, alarm system, burglar, intruder, security | armed alarm security mode arm state |
        smoke, fire, burning, smoky, detector, going off | smoke fire detector heat alarm co chamber |
        fault, faults, error, trouble, broken, failed, failing, wrong, problem, defect, acting up, complaining, malfunction, trip, tripped, serious | fault error err alarm alert failure code status flt errors trip protection msg severity sev dtc trouble |
        alarm, alarms, alert, alerts, warning, ringing, sounding | alarm alarms alert warning alm status priority severity |
        severity, serious, grave, urgent, how bad, priority, critical | severity sev priority prio level class |
        state, status, doing, up to, condition, mode, stage, phase, step, setting, position | state status mode phase step stage position program operation st stat activity |
        on, off, switched on, switched off, turned on, turned off, powered, active, running, going, working, operating, idle, asleep, standing still, alive, started, stopped | state status on running enabled active power switch relay output run ison cmd operating mode started |
        told to run, commanded, command, ordered, supposed to | cmd command setpoint sp request demand enable |
        pump, pumps, pumping, circulator | pump pmp pumps circulation circ p1 p2 |
        valve, valves, actuator, damper, tap, open, how far open, opening | valve vlv actuator damper position pos opening valvepos stellantrieb trv | %
        heater, heating, heats, element, radiator, boiler, burner, furnace, stove, oven, kiln | heater heating heat element radiator boiler burner furnace kiln oven hvac |
        compressor, refrigeration, chiller, cooling, cooled, chilling, refrigerating | compressor comp chiller cooling cool ac refrigeration ch evap |
        defrost, defrosting, melting ice, ice | defrost defrosting ice |
        fridge, freezer, refrigerator, cold room, cold store, cooler, icebox | fridge freezer refrigerator cold chiller coldroom cooler vaccine |
        pump hours, operating hours, running hours, hours run, engine hours, under its belt, how long in service, most hours+ | hours runtime run_h hours_run operating hrs h operhours betriebsstunden engine_hours power_on_hours | h
        up, uptime, reboot, rebooted, running since, since the last restart, been running, been up | uptime up uptime_s runtime sysuptime days since boot | s h d
        how long left, time left, remaining time, minutes left, until empty, hold out, last, how much longer, autonomy, done in, ready | runtime remaining timeleft ttg togo eta left remain time_to_go time_remaining minutes | min s h
        started, begin, began, since when, start time | start started begin since starttime from first |
        ended, finished, finish, end time, completed | end ended finish finished stop completed last |
        times, how often, how many times, started, starts, cycles, switched on, number of starts, cycled | starts cycles count counter cycle switches number total_starts power_cycle operations |
        made, produced, parts, pieces, units made, bottles, output, turned out, thrown out, throughput, good parts | count parts pieces produced good counter qty output total pcs ok bph speed gutteile made | pcs bph
        scrap, rejects, rejected, bad parts, waste, spoiled, defective, thrown away, faulty parts | reject rejects scrap bad nok ausschuss waste defects | pcs
        cycle time, takt, per shot, per part, each cycle | cycle zyklus cycletime takt time | s ms
        target, goal, setpoint, set, supposed, meant, should be, wanted, desired, aim, asked for, set to, dialled in | setpoint target sp set desired goal soll required tgt setp sollwert t_set |
        limit, limits, allowed, permitted, maximum, threshold, ceiling, floor, spec, rating, rated | limit max min threshold high low hi lo warn crit alarm rated rating capacity nominal trip spec |
        actual, measured, really, in fact, currently | actual act pv measured ist current value process |
        capacity, holds, size of the tank, how big, can hold, room for | capacity size total max volume each rated | l ah kwh gb
        health, healthy, wear, worn, worn out, aging, lifespan, life left, endurance, healthiest+, most worn+ | health soh wear wearout wearlevel life percentage_used endurance used media_wearout spare | %
        efficiency, efficient, cop, effectiveness, performance, yield factor | cop efficiency eff oee eer factor performance pf | %
        power factor, cos phi, reactive | pf powerfactor cosphi reactive var q | var kvar
        frequency, hertz, cycles per second, mains frequency | frequency freq hz linefreq f | hz khz mhz
        phase, phases, leg, l1, l2, l3 | phase l1 l2 l3 a b c r s t p1 p2 p3 |
        neutral | neutral n |
        cpu, processor, busy, computing, cores, core, load, utilisation, hammering, burning the cpu, number crunching, busiest+, idlest- | cpu processor load usage util core idle load1 usr user system percent proc | %
        load average, run queue, system load | load load1 load5 load15 loadavg average avg |
        memory, ram, memory used, working memory, hogging memory | mem memory ram used rss memused available free buffers | % gb mb kib mib gib b
        swap, swapping, paging, swapped | swap swpd si so swap_used swapfree |
        disk, disks, drive, drives, hard disk, storage, ssd, filesystem, filesystems, partition, mount, mounts, volume | disk filesystem fs drive ssd nvme hdd mount sda sdb mountpoint partition volume storage mounted_on dev | % gb g t
        space, free space, space left, room left, room, running out of space, nearly full, fullest+, roomiest-, most room+ | free avail available use used size space free_gb use% capacity | gb g m t %
        inodes, inode, files | inode inodes files iuse ifree iused |
        reads, read, reading speed, read from | read reads r rkb rx read_bytes r_await reads_completed | mb/s kb/s
        writes, write, written, writing | write writes w wkb tx written write_bytes w_await data_units_written | mb/s kb/s
        wait, waiting, latency, delay, response time, slow to answer, lag, round trip, ping, pings, slowest+, laggiest+, snappiest-, fastest- | latency ping rtt await delay time wait response avg ms last wrst ttfb duration took | ms s
        jitter, unsteady, spread of the delay | jitter mdev stdev std sdev | ms
        loss, lost, packets lost, dropped, dropping, drops, missing packets, lossy, lossiest+ | loss lost drop drops dropped loss% packetloss discard rx_dropped | %
        errors, faulty frames, crc, corrupted, garbled, retries, retransmits | errors error err crc errs retries retrans rx_errors fcs ifinerrors |
        download, downstream, downloading, received, incoming, down, inbound, coming in, pulled in | rx download down downstream recv received in ifinoctets rx_bytes ds downlink inbound | mbit/s mb/s b kb/s
        upload, upstream, uploading, sent, outgoing, sending, outbound, going out | tx upload up upstream sent out ifoutoctets tx_bytes us uplink outbound | mbit/s mb/s b kb/s
        bandwidth, throughput, bit rate, traffic, data rate, line speed | bandwidth speed bitrate throughput rate traffic sync bitrate_kbps bps | mbit/s kbit/s mb/s bps
        signal, reception, bars, radio, heard, link, wifi, connection strength, coverage, best heard+, strongest+, best reception+, weakest-, worst reception-, poorest- | rssi signal lqi linkquality snr rsrp link quality dbm level lorasnr | dbm db lqi
        connected, reachable, offline, online, dropped off, off the network, unreachable, lost contact, disconnected, link up, no link, carrier | status state online connected reachable available link carrier operstate up unreach online_status ifoperstatus connection |
        clients, users, logged in, people connected, connections, sessions, visitors, devices connected, stations | clients users connections sessions conn stations who num_clients associated active | 
        requests, hits, calls, queries, per second | requests req rps hits qps requests_total calls count http |
        queue, backlog, waiting, pending, jobs waiting, piled up, stuck in line | queue backlog pending queued depth qlen waiting jobs mailq |
        processes, process, tasks, threads, programs, containers, services | process processes tasks threads pid command procs service container name cmd |
        interrupts, context switches, system calls | interrupts cs in ctxt context intr |
        stealing, steal, hypervisor, stolen | st steal |
        sectors, remapped, reallocated, pending sectors, bad sectors, bad blocks | reallocated pending sector sectors uncorrectable reallocated_sector_ct current_pending_sector offline_uncorrectable |
        power cuts, unclean, unsafe, sudden power, without a clean shutdown | unsafe shutdowns power_loss unexpected power_off_retract |
        serial, serial number | serial sn serialnumber serial_number |
        firmware, version, software, release, build | version firmware fw sw ver release sysdescr swversion |
        model, make, type, kind of | model type product make device |
        name, called, named | name title label host hostname sysname friendly_name id |
        address, ip | ip address addr ipv4 mac |
        job, jobs, task, backup, backups, printing, print job, file | job task file filename name print backup display |
        progress, how far along, percent done, finished, completion, done | progress completion percent complete done pct | %
        toner, ink, cartridge, colour, cyan, magenta, yellow, black, run dry- | toner ink cartridge supply black cyan magenta yellow marker supplies | %
        paper, tray, sheets, pages, printed pages | paper tray pages sheets page_count |
        stock, items, sold, sold out, left in stock, slots, inventory | stock qty quantity count sold slots inventory items remaining |
        dose, infusion, drug, medicine, infused, drip | drug rate vtbi vi infusion dose volume infused | ml/h ml
        steps, walked, walking, activity, active | steps activity distance walk | 
        eggs, milk, feed, feeding, eaten, eating, drunk, drinking | egg eggs milk feed water intake consumption today nest | kg l g
        animals, hens, cows, bees, hive, colony, brood | hive animal cow hen brood weight brood_c barn coop herd |
        outside, outdoors, out there, outdoor, garden, yard, in the open, weather | outdoor outside ext external oat out ambient amb aussen outside_temp oa |
        inside, indoors, indoor, in here, in the house | indoor inside int internal in room inf zone |
        living room, lounge, sitting room, parlour, salon | living lounge livingroom parlour wohnzimmer |
        bedroom, nursery, baby, baby's room, kids, children | bedroom nursery kids child bed sleeping |
        kitchen, cooking | kitchen cook |
        bathroom, bath, shower, toilet | bath bathroom wc shower |
        cellar, basement, down here, downstairs | cellar basement keller ground eg |
        attic, loft, roof, upstairs | attic loft roof upper og dach |
        garage, carport, shed, barn | garage carport shed barn |
        greenhouse, polytunnel | greenhouse polytunnel gh |
        engine, motor, main engine | engine motor me rpm mot eng main |
        generator, genset, auxiliary, auxiliaries, diesel generator | gen genset ae dg ae1 ae2 generator aux |
        bearing, bearings, axle box | bearing brg left right axle |
        gearbox, gears, gear | gearbox gear gbx |
        oil, lubrication, lube | oil lo lube lubricating |
        coolant, cooling water, antifreeze | coolant cw cooling water ect glycol fw |
        exhaust, flue, smokestack, chimney | exhaust flue exh stack |
        air, supply air, discharge air | air supply sat supplyair discharge |
        top, upper, bottom, lower, middle | top upper oben bottom lower unten middle mid |
        cycles of charge, charge cycles, full cycles | cycles cycle cycle_count |
        time, clock, when, stamp, date, day | time timestamp ts date clock t last_seen when datetime updated |
        last seen, heard from, last heard, silent for, last report, last contact | last_seen lastseen last age seen lastreport updated heard lastupdate | s min
        tested, test, self test, checked, inspected | test selftest last_test tested test_result |
        due, overdue, service, maintenance, inspection | due service maintenance next interval overdue | h d
        late, delay, delayed, overdue, behind schedule | delay late deviation schedule | min s
        reason, cause, because | reason cause last_reset lastxfer trigger |
        share, part of, proportion, percentage | percent pct share ratio % | %
        today, so far today, this day | today daily day eday dailyrain yieldday | 
        yesterday, day before, previous day | yesterday prev previous | 
        month, monthly, this month | month monthly mtd |
        total, overall, altogether, in all, lifetime, ever | total sum lifetime etotal overall cumulative |
        average, mean, typical | avg average mean |
        peak, maximum, highest ever, top | max peak maximum high hi wrst |
        minimum, lowest ever | min minimum low lo best |
        """;
}
