//! The region stage: what datasets and writers call countries.

#![expect(clippy::unwrap_used, reason = "a test that cannot build its input should fail")]

use incimap::region::Regions;

/// The code of what the words name, or "none".
fn codes(names: &[&str]) -> Vec<String> {
    let regions = Regions::built_in().unwrap();
    let code = |name: &&str| {
        let country = regions.country_named(name);
        country.map_or("none".to_owned(), |c| c.code.map_or_else(|| c.name.to_string(), |code| code.to_string()))
    };
    names.iter().map(code).collect()
}

/// Checks "name = code" pairs, one a line.
fn check(table: &str) {
    let pairs: Vec<(&str, &str)> = table.lines().filter_map(|line| line.trim().split_once(" = ")).collect();
    assert!(!pairs.is_empty());
    let names: Vec<&str> = pairs.iter().map(|(name, _)| *name).collect();
    for ((name, code), found) in pairs.iter().zip(codes(&names)) {
        assert_eq!(&found, code, "{name}");
    }
}

#[test]
fn names_of_the_conflict_datasets_are_known() {
    check(
        "Bosnia-Herzegovina = BA
         Cambodia (Kampuchea) = KH
         DR Congo (Zaire) = CD
         Ivory Coast = CI
         Kingdom of eSwatini (Swaziland) = SZ
         Macedonia, FYR = MK
         Myanmar (Burma) = MM
         Russia (Soviet Union) = RU
         Serbia (Yugoslavia) = RS
         United States of America = US
         Yemen (North Yemen) = YE
         Vietnam (North Vietnam) = VN
         Zimbabwe (Rhodesia) = ZW
         Madagascar (Malagasy) = MG
         West Bank and Gaza Strip = PS
         West Germany (FRG) = DE
         Slovak Republic = SK
         Democratic Republic of Congo = CD
         Democratic Republic of the Congo = CD
         Republic of the Congo = CG
         Republic of Congo = CG
         People's Republic of the Congo = CG
         Bosnia and Herzegovina = BA
         East Timor = TL
         Czech Republic = CZ
         eSwatini = SZ",
    );
}

#[test]
fn names_of_writers_are_known() {
    check(
        "Russia = RU
         Russian Federation = RU
         Türkiye = TR
         turkey = TR
         TURKIYE = TR
         UK = GB
         U.K. = GB
         England = GB
         Northern Ireland = GB
         the United Kingdom = GB
         USA = US
         U.S. = US
         the United States = US
         Côte d'Ivoire = CI
         Cote D’Ivoire = CI
         South Korea = KR
         Korea, Republic of = KR
         Republic of Korea = KR
         North Korea = KP
         DPRK = KP
         Syria = SY
         Syrian Arab Republic = SY
         Iran = IR
         Islamic Republic of Iran = IR
         Iran, Islamic Republic of = IR
         Laos = LA
         Lao PDR = LA
         Viet Nam = VN
         Czechia = CZ
         Cape Verde = CV
         Cabo Verde = CV
         Gaza = PS
         Palestine = PS
         Kosovo = XK
         Taiwan = TW
         Republic of China = TW
         People's Republic of China = CN
         The Gambia = GM
         Bahamas, The = BS
         Burma (Myanmar) = MM
         Burma = MM
         Swaziland = SZ
         Holland = NL
         UAE = AE
         St. Lucia = LC
         Saint Lucia = LC
         Trinidad & Tobago = TT
         Vatican = VA
         N. Cyprus = Northern Cyprus
         Somaliland = Somaliland
         Republic of Yemen = YE
         Kingdom of Spain = ES",
    );
}

#[test]
fn what_is_no_country_is_not_answered_with_a_look_alike() {
    check(
        "Soviet Union = none
         Yugoslavia = none
         Czechoslovakia = none
         Crimea = none
         Europe = none
         In = none
         Irann = none
         Georgia (Iraq) = none
         () = none
         ( = none
         ) = none",
    );
    assert_eq!(codes(&["", " ", "the"]), ["none"; 3]);
}

#[test]
fn the_countries_of_ten_years_of_real_rows_are_known() {
    let plain = "Afghanistan,Algeria,Angola,Australia,Austria,Azerbaijan,Bangladesh,Belgium,Brazil,Burkina Faso,Burundi,\
                 Cameroon,Central African Republic,Chad,Colombia,Comoros,Egypt,Ethiopia,France,Germany,Haiti,India,\
                 Indonesia,Iran,Iraq,Israel,Jordan,Kenya,Kuwait,Kyrgyzstan,Lebanon,Liberia,Libya,Mali,Mexico,Mozambique,\
                 Nepal,Niger,Nigeria,Pakistan,Peru,Philippines,Rwanda,Saudi Arabia,Sierra Leone,Somalia,South Africa,\
                 South Sudan,Spain,Sri Lanka,Sudan,Sweden,Syria,Tajikistan,Tanzania,Thailand,Tunisia,Turkey,Uganda,\
                 Ukraine,United Kingdom,Venezuela";
    let names: Vec<&str> = plain.split(',').collect();
    let regions = Regions::built_in().unwrap();
    for name in names {
        assert_eq!(regions.country_named(name).map(|country| &*country.name), Some(name));
    }
}
